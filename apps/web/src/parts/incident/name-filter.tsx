import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly known: readonly string[];
  readonly onChange: (value: string) => void;
}

/**
 * A field for one name. It takes effect on Enter, on leaving it, and at once when a known name is
 * complete, so that half a name never empties the list.
 */
export function NameFilter({ label, value, known, onChange }: Props) {
  const [text, setText] = useState(value);
  const options = useId();
  const apply = (next: string) => {
    if (next.trim() !== value) onChange(next.trim());
  };
  const type = (next: string) => {
    setText(next);
    if (next === '' || known.includes(next)) apply(next);
  };
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={label}
        list={options}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => apply(text)}
        onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && apply(text)}
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
