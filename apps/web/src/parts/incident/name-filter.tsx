import { TextInput } from '@mantine/core';
import { type ChangeEvent, useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly known: readonly string[];
  readonly onChange: (value: string) => void;
}

/**
 * A field for one name. It takes effect on Enter, on leaving it, and at once when a known name is chosen
 * or the field is emptied, so that half a name never empties the list.
 */
export function NameFilter({ label, value, known, onChange }: Props) {
  const [text, setText] = useState(value);
  const [given, setGiven] = useState(value);
  const options = useId();
  if (value !== given) {
    setGiven(value);
    setText(value);
  }
  const apply = (next: string) => {
    if (next.trim() !== value) onChange(next.trim());
  };
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const next = event.currentTarget.value;
    setText(next);
    if (next === '' || wasChosen(event.nativeEvent)) apply(next);
  };
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={label}
        list={options}
        value={text}
        onChange={change}
        onBlur={() => apply(text)}
        onKeyDown={(event) => event.key === 'Enter' && apply(text)}
        size="sm"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
      />
      <datalist id={options}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** A name from the list replaces the whole text; some browsers tell it by an event that is no input. */
function wasChosen(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
}
