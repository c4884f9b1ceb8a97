import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Link, NavLink } from 'react-router';
import { useLive } from '../../api/live.js';
import classes from './header.module.css';
import { MoonIcon, PauseIcon, PlayIcon, SunIcon } from './icons.js';
import { SearchBox } from './search-box.js';

/** Name, ways, search, and the two choices a reader has: light or dark, live or paused. */
export function Header() {
  return (
    <header className={`${classes.header} screen-only`}>
      <div className={classes.bar}>
        <Link to="/" className={classes.name}>
          <Mark />
          <span className={classes.word}>Pulltrace</span>
        </Link>
        <nav className={classes.nav} aria-label="Pages">
          <NavLink to="/" end>
            Now
          </NavLink>
          <NavLink to="/coverage">Coverage</NavLink>
        </nav>
        <SearchBox />
        <div className={classes.choices}>
          <LiveButton />
          <SchemeButton />
        </div>
      </div>
    </header>
  );
}

function LiveButton() {
  const { paused, toggle } = useLive();
  const label = paused ? 'Resume updates' : 'Pause updates';
  return (
    <ActionIcon variant="subtle" color="gray" size={36} onClick={toggle} aria-label={label} title={label}>
      {paused ? <PlayIcon /> : <PauseIcon />}
    </ActionIcon>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const label = `Use the ${other} colours`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      onClick={() => setColorScheme(other)}
      aria-label={label}
      title={label}
    >
      {other === 'light' ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  );
}

/** A line that is cut: the way from a commit to a container, broken. */
function Mark() {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M7 16h4.5M20.5 16H25M13.6 13.6l4.8 4.8m0-4.8-4.8 4.8" />
    </svg>
  );
}
