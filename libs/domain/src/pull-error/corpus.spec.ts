import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyPullError } from './classify-pull-error.js';

/** Pull errors as people pasted them, in a file of JSON lines named by PULL_ERROR_SAMPLES; not part of the checkout. */
const SAMPLES = process.env['PULL_ERROR_SAMPLES'] ?? '';
const present = existsSync(SAMPLES);

interface Sample {
  readonly id: string;
  readonly reason: string | null;
  readonly message: string;
  readonly image: string | null;
  readonly label: string;
  readonly also?: readonly string[];
}

describe('pull errors people met', () => {
  it.skipIf(!present)('each gets its class (needs PULL_ERROR_SAMPLES)', () => {
    const samples = readFileSync(SAMPLES, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample);
    const wrong = samples.flatMap(({ id, label, also = [], message, reason, image }) =>
      [null, reason].flatMap((given) => {
        const read = classifyPullError({ message, reason: given, image });
        const right = read.class === label || also.includes(read.class);
        return right
          ? []
          : [`${id} (reason ${given}): ${label} read as ${read.class} (${read.rule}): ${message}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
