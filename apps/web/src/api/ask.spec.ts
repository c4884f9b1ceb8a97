import { describe, expect, it } from 'vitest';
import { ask } from './ask.js';

/** A server in one function: answers as told and keeps what it was asked. */
function serverThat(status: number, body: unknown) {
  const asked: { path: string; headers: Headers }[] = [];
  const answer: typeof fetch = (path, init) => {
    asked.push({ path: String(path), headers: new Headers(init?.headers) });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status }));
  };
  return { asked, answer };
}

const problem = (status: number, code: string, more: object = {}) => ({
  type: 'about:blank',
  title: 'No',
  status,
  code,
  ...more,
});

describe('ask', () => {
  it('sends the token and answers with the body', async () => {
    const { asked, answer } = serverThat(200, { items: [] });
    expect(await ask('/v1/incidents', { fetch: answer, token: 't0k' })).toEqual({
      ok: true,
      data: { items: [] },
    });
    expect(asked[0]?.path).toBe('/v1/incidents');
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer t0k');
  });

  it('sends no authorization without a token', async () => {
    const { asked, answer } = serverThat(200, {});
    await ask('/v1/coverage', { fetch: answer, token: null });
    expect(asked[0]?.headers.has('authorization')).toBe(false);
  });

  it.each([
    [400, 'invalid_query', 'rejected'],
    [401, 'unauthorized', 'unauthorized'],
    [403, 'forbidden', 'forbidden'],
    [404, 'not_found', 'not_found'],
    [429, 'too_many_requests', 'unavailable'],
    [503, 'database_unavailable', 'unavailable'],
    [500, 'internal', 'unexpected'],
  ])('reads %i %s as %s', async (status, code, reason) => {
    const { answer } = serverThat(status, problem(status, code, { detail: 'because' }));
    expect(await ask('/v1/x', { fetch: answer, token: null })).toEqual({
      ok: false,
      failure: { reason, detail: 'because', candidates: [] },
    });
  });

  it('hands on the commits a short id can mean', async () => {
    const candidates = ['7f3a6ce0'.repeat(5), '7f3a6cef'.repeat(5)];
    const { answer } = serverThat(409, problem(409, 'ambiguous_commit', { candidates }));
    const result = await ask('/v1/commits/7f3a6ce/report', { fetch: answer, token: null });
    expect(result).toEqual({ ok: false, failure: { reason: 'ambiguous', detail: 'No', candidates } });
  });

  it('reads a proxy page as unexpected or unavailable, never as an answer', async () => {
    const html = '<html>Welcome</html>';
    const ok = await ask('/v1/x', { fetch: serverThat(200, html).answer, token: null });
    const bad = await ask('/v1/x', { fetch: serverThat(502, html).answer, token: null });
    expect(ok).toMatchObject({ ok: false, failure: { reason: 'unexpected' } });
    expect(bad).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
  });

  it('reads no answer as unreachable', async () => {
    const down: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await ask('/v1/x', { fetch: down, token: null })).toEqual({
      ok: false,
      failure: { reason: 'unreachable', detail: 'Failed to fetch', candidates: [] },
    });
  });

  it('rejects when the question was taken back', async () => {
    const abort = new AbortController();
    abort.abort();
    const down: typeof fetch = () => Promise.reject(new DOMException('aborted', 'AbortError'));
    await expect(ask('/v1/x', { fetch: down, token: null, signal: abort.signal })).rejects.toThrow();
  });
});
