import { describe, expect, it } from 'vitest';
import { createSession, tokenInFragment } from './session.js';

function storage(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
    removeItem: (key: string) => {
      delete kept[key];
    },
  };
}

describe('createSession', () => {
  it('keeps a token for the tab and finds it again', () => {
    const store = storage();
    createSession(store).save('t0k');
    expect(createSession(store).state()).toEqual({ token: 't0k', need: 'none' });
  });

  it('asks for a token when the server wants one, and says when one was refused', () => {
    const store = storage();
    const session = createSession(store);
    session.refused(null);
    expect(session.state()).toEqual({ token: null, need: 'missing' });
    session.save('wrong');
    session.refused('wrong');
    expect(session.state()).toEqual({ token: null, need: 'refused' });
    expect(store.kept).toEqual({});
    session.refused(null);
    expect(session.state().need).toBe('refused');
  });

  it('keeps a token that was saved while an older one was refused', () => {
    const session = createSession(storage());
    session.save('old');
    session.save('new');
    session.refused('old');
    expect(session.state()).toEqual({ token: 'new', need: 'none' });
  });

  it('drops a token that may not read and asks for another', () => {
    const store = storage();
    const session = createSession(store);
    session.save('ingest-only');
    session.forget();
    expect(session.state()).toEqual({ token: null, need: 'missing' });
    expect(store.kept).toEqual({});
  });

  it('works where storage is forbidden', () => {
    const forbidden = () => {
      throw new Error('SecurityError');
    };
    const session = createSession({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    session.save('t0k');
    expect(session.state().token).toBe('t0k');
  });

  it('tells its listeners until they leave', () => {
    const session = createSession(storage());
    let told = 0;
    const leave = session.subscribe(() => {
      told += 1;
    });
    session.save('a');
    leave();
    session.save('b');
    expect(told).toBe(1);
  });
});

describe('tokenInFragment', () => {
  it.each([
    ['#token=pt_abc', 'pt_abc'],
    ['#a=1&token=pt%2Babc', 'pt+abc'],
    ['#token=', null],
    ['#top', null],
    ['', null],
  ])('reads %j as %j', (fragment, token) => {
    expect(tokenInFragment(fragment)).toBe(token);
  });
});
