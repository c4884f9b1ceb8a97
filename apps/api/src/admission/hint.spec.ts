import { describe, expect, it, vi } from 'vitest';
import type { ImageViews } from '../answers/image-views.js';
import { hintsFor } from './hint.js';

type Answer = Awaited<ReturnType<ImageViews['trace']>>;

const verdict = (level: string, summary: string, cause = 'build_running') =>
  ({ ok: true, trace: { verdict: { level, summary, cause } } }) as unknown as Answer;
const ask = (trace: ImageViews['trace'], ...images: readonly string[]) =>
  hintsFor({ trace }, { uid: 'u', namespace: 'shop', images });

describe('hintsFor', () => {
  it.each(['proven', 'likely'])('says what is %s', async (level) => {
    const said = await ask(async () => verdict(level, 'build #812 of 7f3a6ce is still running'), 'api:1');
    expect(said).toEqual(['pulltrace: api:1: build #812 of 7f3a6ce is still running']);
  });

  it.each([
    ['possible', 'x', 'tag_unknown'],
    ['unknown', 'x', 'unknown'],
  ])('is silent on what is %s', async (level, summary, cause) => {
    expect(await ask(async () => verdict(level, summary, cause), 'api:1')).toEqual([]);
  });

  it('is silent when there is nothing to say, and when it cannot be found out', async () => {
    expect(await ask(async () => ({ ok: true, trace: { verdict: null } }) as unknown as Answer, 'a')).toEqual(
      [],
    );
    expect(await ask(() => Promise.reject(new Error('the database is away')), 'a')).toEqual([]);
  });

  it('is silent when finding out takes too long', async () => {
    vi.useFakeTimers();
    try {
      const said = ask(() => new Promise(() => undefined), 'a');
      await vi.advanceTimersByTimeAsync(300);
      expect(await said).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('says it in one short printable line, for a few images', async () => {
    const images = Array.from({ length: 50 }, (_, i) => `api:${i}`);
    const said = await ask(
      async () => verdict('proven', `line\r\nbreak\u0007 ${'x'.repeat(500)}`),
      ...images,
    );
    expect(said.length).toBeLessThan(10);
    for (const line of said) expect(line).toMatch(/^pulltrace: api:\d+: line break x{100,}…$/);
    expect(Math.max(...said.map((line) => line.length))).toBeLessThanOrEqual(256);
  });
});
