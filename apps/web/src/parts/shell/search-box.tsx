import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import classes from './header.module.css';
import { SearchIcon } from './icons.js';
import { searchTarget } from './search-target.js';

const LABEL = 'Image reference or commit';

/** Finds an image or a commit by its name; both kinds are told apart by their form. */
export function SearchBox() {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const search = (event: FormEvent) => {
    event.preventDefault();
    const target = searchTarget(text);
    if (target === null) return;
    setText('');
    void navigate(target);
  };
  return (
    <search className={classes.search}>
      <form onSubmit={search}>
        <TextInput
          type="search"
          size="sm"
          aria-label={LABEL}
          placeholder={LABEL}
          leftSection={<SearchIcon />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          enterKeyHint="search"
        />
      </form>
    </search>
  );
}
