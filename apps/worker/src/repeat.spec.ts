import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLogger } from '#platform';
import { repeat } from './repeat.js';

describe('repeat', () => {
  it('goes on after a run that failed, without overlapping, until it is stopped', async () => {
    const lines: string[] = [];
    const log = createLogger({
      level: 'warn',
      format: 'json',
      destination: { write: (line: string) => void lines.push(line) },
    });
    let runs = 0;
    let atOnce = 0;
    let most = 0;
    let enough = () => {};
    const third = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const repetition = repeat(
      async () => {
        runs += 1;
        most = Math.max(most, (atOnce += 1));
        await sleep(1);
        atOnce -= 1;
        if (runs === 3) enough();
        if (runs === 1) throw new Error('the database is away');
      },
      { name: 'sweep', pause: 1, log },
    );
    await third;
    await repetition.stop();
    const stoppedAt = runs;
    await sleep(20);
    expect(runs).toBe(stoppedAt);
    expect(most).toBe(1);
    expect(lines.join()).toContain('sweep failed');
  });
});
