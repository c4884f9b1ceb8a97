import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyPullError } from './classify-pull-error.js';

const CORPUS = '../shared/data/pull-errors/dev.jsonl';
const present = existsSync(CORPUS);

interface Line {
  readonly id: string;
  readonly reason: string | null;
  readonly message: string;
  readonly image: string | null;
  readonly label: string;
  readonly also?: readonly string[];
}

describe('pull errors people met', () => {
  it.skipIf(!present)(
    `every line of ${CORPUS} gets its class (does not run where the file is absent)`,
    () => {
      const lines = readFileSync(CORPUS, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      const wrong = lines.flatMap(({ id, label, also = [], ...input }) => {
        const read = classifyPullError(input);
        return read.class === label || also.includes(read.class)
          ? []
          : [`${id}: ${label} read as ${read.class} (${read.rule}): ${input.message}`];
      });
      expect(wrong).toEqual([]);
    },
  );
});
