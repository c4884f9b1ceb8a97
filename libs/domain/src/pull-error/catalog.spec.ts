import { describe, expect, it } from 'vitest';
import { PULL_ERROR_RULES } from './catalog.js';
import { classifyPullError } from './classify-pull-error.js';

const cases = PULL_ERROR_RULES.flatMap((rule) =>
  rule.examples.map((example) => ({
    rule,
    input: typeof example === 'string' ? { message: example } : example,
  })),
);

describe('the catalog of pull errors', () => {
  it('names every rule once', () => {
    const names = PULL_ERROR_RULES.map((rule) => rule.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(cases)('$rule.name decides its example: $input.message', ({ rule, input }) => {
    const read = classifyPullError(input);
    expect({ rule: read.rule, class: read.class }).toEqual({ rule: rule.name, class: rule.class });
  });
});
