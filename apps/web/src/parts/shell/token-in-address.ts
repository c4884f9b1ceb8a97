import { type Session, tokenInFragment } from '../../api/session.js';

/**
 * Moves a token from the address (`/#token=…`) into the session, and takes it out of the address bar and
 * the history entry, so that a copied link or a screenshot does not carry it.
 */
export function takeTokenFromAddress(
  page: Pick<Window, 'location' | 'history'>,
  session: Pick<Session, 'save'>,
): void {
  const { hash, pathname, search } = page.location;
  const token = tokenInFragment(hash);
  if (token === null) return;
  page.history.replaceState(page.history.state, '', pathname + search);
  session.save(token);
}
