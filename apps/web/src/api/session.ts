/** Whether a token is wanted from the reader: none was given, or the server refused the one it got. */
export type TokenNeed = 'none' | 'missing' | 'refused';

export interface SessionState {
  readonly token: string | null;
  readonly need: TokenNeed;
}

/** The reader's token for this tab. */
export interface Session {
  state(): SessionState;
  /** Keeps a token and asks again with it. */
  save(token: string): void;
  /** Drops the token and asks for another, because this one may not do what the reader wants. */
  forget(): void;
  /** The server answered 401 to this token; a token saved meanwhile stays. */
  refused(token: string | null): void;
  subscribe(listener: () => void): () => void;
}

const KEY = 'pulltrace.token';

/**
 * The token lives in `sessionStorage`: it ends with the tab and is not shared with other tabs.
 * `localStorage` would keep a credential on the machine long after the incident, readable by
 * whoever uses the browser next. A browser that forbids storage keeps it in memory only.
 */
export function createSession(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Session {
  let state: SessionState = { token: quietly(() => storage.getItem(KEY)) ?? null, need: 'none' };
  const listeners = new Set<() => void>();
  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const drop = (need: TokenNeed) => {
    quietly(() => storage.removeItem(KEY));
    become({ token: null, need });
  };
  return {
    state: () => state,
    save(token) {
      quietly(() => storage.setItem(KEY, token));
      become({ token, need: 'none' });
    },
    forget() {
      drop('missing');
    },
    refused(token) {
      if (token !== state.token) return;
      drop(token === null && state.need !== 'refused' ? 'missing' : 'refused');
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The token in an address's fragment (`#token=…`), as the command line prints it, or `null`. Fragments
 * are never sent to a server, so the token is in no access log.
 */
export function tokenInFragment(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token')?.trim() || null;
}

function quietly<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    // Storage throws where cookies are blocked or the quota is 0; the page works without it.
    return undefined;
  }
}
