import { at, commit, digest, HISTORY, notFound, push, REPOSITORY, run, SHA, type Story } from '../story.js';

const wanted = (tag: string, repository: string = REPOSITORY) => {
  const image = `${repository}:${tag}`;
  return { image, says: notFound(image), failedAt: at('12:10') };
};

const built = [commit({}), run({ finishedAt: at('12:05') })];

/** Verdicts that come from what was pushed under which name, and what was removed. */
export const TAG_STORIES: readonly Story[] = [
  {
    ...wanted(SHA.bad.slice(0, 8)),
    scenario: 10,
    name: 'pushed with seven digits, wanted with eight',
    evidence: [
      ...HISTORY,
      ...built,
      push({ tag: SHA.bad.slice(0, 7), commit: SHA.bad, digest: digest('b'), occurredAt: at('12:04') }),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'proven',
      rule: 'sha_length',
      pushTag: SHA.bad.slice(0, 7),
      commit: { sha: SHA.bad, role: 'context' },
    },
    traps: [
      { name: 'unrelated tags', add: [push({ tag: '3.0.0', digest: digest('e') })] },
      {
        name: 'the image of another commit with these digits is there',
        add: [
          push({ tag: SHA.twin.slice(0, 7), commit: SHA.twin, digest: digest('e'), occurredAt: at('12:06') }),
        ],
        expected: { level: 'possible', commit: null },
      },
    ],
  },
  {
    ...wanted('v1.4.2'),
    scenario: 11,
    name: 'pushed without the v',
    evidence: [
      ...HISTORY,
      commit({ gitTag: 'v1.4.2', branch: null }),
      run({ branch: 'v1.4.2', finishedAt: at('12:05') }),
      push({ tag: '1.4.2', commit: SHA.bad, digest: digest('b'), occurredAt: at('12:04') }),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'proven',
      rule: 'v_prefix',
      pushTag: '1.4.2',
      commit: { sha: SHA.bad, role: 'context' },
    },
    traps: [
      { name: 'the next version is there as well', add: [push({ tag: '1.4.3', digest: digest('e') })] },
      {
        name: 'both spellings are there, with other content',
        add: [push({ tag: 'v1.4.2', digest: digest('e'), occurredAt: at('12:00') })],
        expected: { cause: 'unknown', level: 'unknown', commit: null, pushTag: 'v1.4.2' },
      },
    ],
  },
  {
    ...wanted('v1.4.2'),
    scenario: 11,
    name: 'pushed without the v, commit not known',
    evidence: [push({ tag: '1.4.2', digest: digest('b'), occurredAt: at('12:04') })],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'likely',
      rule: 'v_prefix',
      pushTag: '1.4.2',
      commit: null,
    },
  },
  {
    ...wanted('v1.4.2'),
    scenario: 11,
    name: 'only a build report names the pushed tag',
    evidence: [
      run({
        finishedAt: at('12:05'),
        images: [{ repository: REPOSITORY, tag: '1.4.2', digest: digest('b') }],
      }),
    ],
    expected: {
      cause: 'tag_spelled_differently',
      level: 'likely',
      rule: 'v_prefix',
      pushTag: '1.4.2',
      commit: { sha: SHA.bad, role: 'context' },
    },
  },
  {
    ...wanted(SHA.bad.slice(0, 7)),
    scenario: 14,
    name: 'pushed to another repository',
    evidence: [
      ...HISTORY,
      ...built,
      push({
        repository: 'ghcr.io/acme/api-staging',
        tag: SHA.bad.slice(0, 7),
        commit: SHA.bad,
        sourceRepository: 'acme/api',
        digest: digest('b'),
        occurredAt: at('12:04'),
      }),
    ],
    expected: {
      cause: 'pushed_elsewhere',
      level: 'proven',
      pushTag: SHA.bad.slice(0, 7),
      commit: { sha: SHA.bad, role: 'context' },
    },
  },
  {
    ...wanted('1.0'),
    scenario: 14,
    name: 'a common tag elsewhere proves nothing',
    evidence: [...HISTORY, push({ repository: 'ghcr.io/acme/other', tag: '1.0', digest: digest('e') })],
    expected: { cause: 'tag_unknown', level: 'possible', commit: null },
  },
  {
    ...wanted('1.8.4'),
    scenario: 16,
    name: 'version that never was',
    evidence: [
      ...HISTORY,
      push({ tag: '1.8.3', commit: SHA.good, digest: digest('b'), occurredAt: at('10:00') }),
    ],
    expected: { cause: 'tag_unknown', level: 'possible', commit: null, pushTag: '1.8.3' },
    traps: [
      {
        name: 'another repository has that tag',
        add: [push({ repository: 'docker.io/library/redis', tag: '1.8.4', digest: digest('e') })],
      },
    ],
  },
  {
    ...wanted('1.8.3'),
    scenario: 19,
    name: 'deleted by a retention rule',
    evidence: [
      ...HISTORY,
      push({ tag: '1.8.3', commit: SHA.good, digest: digest('b'), occurredAt: at('10:00') }),
      {
        kind: 'delete',
        provider: 'harbor',
        repository: REPOSITORY,
        tag: '1.8.3',
        digest: digest('b'),
        rule: 'keep 30',
        occurredAt: at('11:00'),
      },
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.8.3',
    },
    traps: [
      {
        name: 'it was pushed again before the pull',
        add: [push({ tag: '1.8.3', commit: SHA.good, digest: digest('c'), occurredAt: at('11:30') })],
        expected: { cause: 'unknown', level: 'unknown', commit: null, pushTag: '1.8.3' },
      },
    ],
  },
  {
    ...wanted('1.8.3'),
    scenario: 19,
    name: 'the deletion names only the digest',
    evidence: [
      push({
        tag: '1.8.3',
        commit: SHA.good,
        sourceRepository: 'acme/api',
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
      {
        kind: 'delete',
        provider: 'distribution',
        repository: REPOSITORY,
        digest: digest('b'),
        occurredAt: at('11:00'),
      },
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.8.3',
    },
  },
  {
    image: `${REPOSITORY}@${digest('b')}`,
    says: notFound(`${REPOSITORY}@${digest('b')}`),
    failedAt: at('12:10'),
    scenario: 21,
    name: 'pinned digest whose tag moved on',
    evidence: [
      push({
        tag: 'main',
        commit: SHA.good,
        sourceRepository: 'acme/api',
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
      push({
        tag: 'main',
        commit: SHA.bad,
        sourceRepository: 'acme/api',
        digest: digest('c'),
        occurredAt: at('11:00'),
      }),
      {
        kind: 'delete',
        provider: 'distribution',
        repository: REPOSITORY,
        digest: digest('b'),
        occurredAt: at('11:30'),
      },
    ],
    expected: {
      cause: 'digest_superseded',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: 'main',
    },
    traps: [
      {
        name: 'an index pushed the manifest once more, without a tag',
        add: [push({ digest: digest('b'), occurredAt: at('11:10') })],
      },
    ],
  },
  {
    image: `${REPOSITORY}@${digest('b')}`,
    says: notFound(`${REPOSITORY}@${digest('b')}`),
    failedAt: at('12:10'),
    scenario: 19,
    name: 'pinned digest deleted together with its tag',
    evidence: [
      push({
        tag: '1.8.2',
        commit: SHA.good,
        sourceRepository: 'acme/api',
        digest: digest('b'),
        occurredAt: at('10:00'),
      }),
      {
        kind: 'delete',
        provider: 'distribution',
        repository: REPOSITORY,
        digest: digest('b'),
        occurredAt: at('11:30'),
      },
    ],
    expected: {
      cause: 'tag_deleted',
      level: 'proven',
      commit: { sha: SHA.good, role: 'rebuild' },
      pushTag: '1.8.2',
    },
  },
  {
    image: 'docker.io/library/redis:99.9',
    says: notFound('docker.io/library/redis:99.9'),
    failedAt: at('12:10'),
    scenario: 34,
    name: 'image of somebody else',
    evidence: HISTORY,
    expected: { cause: 'third_party_image', level: 'possible', commit: null },
  },
];
