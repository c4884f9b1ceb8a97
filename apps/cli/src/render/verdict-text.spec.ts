import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace, Verdict } from '#contract';
import { traceText } from './trace-text.js';
import { verdictText } from './verdict-text.js';

function verdict(word: string): Verdict {
  return {
    version: 3,
    decidedAt: '2026-03-01T10:06:00.000Z',
    cause: 'build_failed',
    level: 'proven',
    summary: `Build #812 failed: ${word}`,
    commits: [],
    commit: {
      sha: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
      repository: 'acme/api',
      role: 'cause',
      author: word,
      message: `${word}\n\nbody`,
      url: 'https://git.acme.test/acme/api/commit/7f3a6ce',
      pullRequest: 41,
    },
    build: {
      provider: 'github',
      id: '9812',
      attempt: 2,
      url: null,
      status: 'failure',
      workflow: 'image',
      failedJob: 'docker',
      failedStep: word,
    },
    push: {
      repository: 'ghcr.io/acme/api',
      tag: '1c9d3e0',
      digest: null,
      pushedAt: '2026-02-28T10:00:00.000Z',
    },
    rule: null,
    fixes: [
      { title: 'Run it again', detail: word, command: 'gh run rerun 9812' },
      { title: 'Roll back', detail: '', patch: '-  image: a\n+  image: b\n', docs: 'https://docs.acme.test' },
    ],
    evidence: [{ id: 'e', kind: 'build', at: '2026-03-01T10:05:00.000Z', text: word, url: null }],
    counterEvidence: [{ id: 'c', kind: 'push', at: null, text: 'an older push', url: 'https://x.test' }],
    lookedFor: [{ what: 'a push of it', found: false, where: 'registry events' }],
    coverage: [
      { feed: 'builds', source: 'github', from: null, to: null, covered: true },
      { feed: 'pushes', source: 'registry', from: null, to: null, covered: false, gap: 'nothing since noon' },
    ],
    alternatives: [{ cause: 'tag_deleted', level: 'possible', summary: word }],
  };
}

describe('verdictText', () => {
  it('says the sentence first, then what supports it, then what to do', () => {
    expect(verdictText(verdict('Build and push'))).toBe(
      `Build #812 failed: Build and push
build_failed, proven: an event names this very tag and nothing contradicts

Commit  7f3a6ce1d0b9 in acme/api by Build and push, pull request #41; it broke it
        “Build and push”
        https://git.acme.test/acme/api/commit/7f3a6ce
Build   github 9812 (image), attempt 2: failure, in job docker, step Build and push
Pushed  ghcr.io/acme/api:1c9d3e0 at 2026-02-28T10:00:00.000Z

Evidence
  2026-03-01T10:05:00.000Z  Build and push

Against it
                            an older push  https://x.test

Looked for and not found
  a push of it in registry events

Not covered
  pushes from registry: nothing since noon

Could also be
  tag_deleted (possible): Build and push

What to do
  1. Run it again
     Build and push
     $ gh run rerun 9812
  2. Roll back
     -  image: a
     +  image: b
     see https://docs.acme.test`,
    );
  });

  it('lets no name move the cursor, colour the terminal or begin a line', () => {
    const hostile = '\u001b[2J\u001b]0;title\u0007\rroot#\nsudo\u202e\u0000';
    const lines = verdictText(verdict(hostile));
    expect(lines).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(lines).not.toMatch(/^\s*sudo/m);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (word) => {
        const shown = verdictText(verdict(word));
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(shown.split('\n').length).toBeLessThanOrEqual(verdictText(verdict('x')).split('\n').length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('traceText', () => {
  const trace: Trace = {
    image: {
      reference: 'ghcr.io/acme/api:1.0',
      registry: 'ghcr.io',
      repository: 'ghcr.io/acme/api',
      tag: '1.0',
      digest: null,
    },
    state: 'available',
    summary: 'It was pushed.',
    outlook: { arrival: 'there', typicalSeconds: null, expectedAt: null },
    verdict: null,
    incidents: [],
    commit: null,
    builds: [],
    pushes: [],
    deletions: [],
  };

  it('is short for an image that nothing speaks against', () => {
    expect(traceText(trace)).toBe(
      'Image   ghcr.io/acme/api:1.0 was pushed and not deleted since\n\nIt was pushed.\n',
    );
  });

  it('names the open incidents and gives the verdict', () => {
    const text = traceText({ ...trace, state: 'missing', incidents: ['inc-1'], verdict: verdict('x') });
    expect(text).toMatch(
      /^Image .* was never pushed as far as is known\nOpen {4}incident inc-1\n\nBuild #812 failed: x\n/,
    );
  });
});
