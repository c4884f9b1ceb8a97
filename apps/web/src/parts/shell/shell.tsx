import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { Header } from './header.js';
import classes from './shell.module.css';

/** What every page has around it. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <>
      <a className={`${classes.skip} screen-only`} href="#main">
        Skip to the content
      </a>
      <Header />
      <main className={classes.main} id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
    </>
  );
}

/**
 * After a change of page the new heading takes the focus, so that keyboard and screen reader go on
 * there, and a page that was not gone back to begins at its top. Filters are not another page.
 */
function useArrival(main: { readonly current: HTMLElement | null }) {
  const { pathname, search } = useLocation();
  const place = pathname === '/trace' ? pathname + search : pathname;
  const before = useRef(place);
  const came = useNavigationType();
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (came === 'PUSH') window.scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [place, came, main]);
}
