import type { Cause, CommitRole, Level, Observation, PushObservation } from '#domain';

/** A whole case as data: what happened, what a node said, and what must be concluded. */
export interface Story {
  /** Row of the table of causes, for the generated overview. */
  readonly scenario: number;
  readonly name: string;
  /** The image as the pod's spec writes it. */
  readonly image: string;
  /** What the node said; `null` when nobody failed and the image is only asked about. */
  readonly says: string | null;
  readonly reason?: string;
  /** When the pull first failed. */
  readonly failedAt: string;
  /** Fields of the failing container that matter here. */
  readonly pod?: Partial<Extract<Observation, { kind: 'failure' }>>;
  /** Other containers that fail at the same time. */
  readonly others?: readonly Extract<Observation, { kind: 'failure' }>[];
  /** Pulls from the same registry host that went well before. */
  readonly pulled?: readonly Extract<Observation, { kind: 'recovery' }>[];
  readonly evidence: readonly Observation[];
  readonly mappings?: readonly { readonly image: string; readonly repository: string }[];
  readonly expected: {
    readonly cause: Cause;
    readonly level: Level;
    readonly commit?: { readonly sha: string; readonly role: CommitRole } | null;
    readonly rule?: string;
    readonly pushTag?: string;
    readonly failedStep?: string;
    /** A text the fixes must contain. */
    readonly fix?: string;
    /** A text the summary must contain. */
    readonly says?: string;
  };
  /** Observations that tempt to a wrong answer: with each of them the expectation still holds. */
  readonly traps?: readonly {
    readonly name: string;
    readonly add: readonly Observation[];
    /** Where it differs from the story's; what is said and proposed is looked at anew. */
    readonly expected?: Partial<Story['expected']>;
    /** The commit that is to blame when a piece of the evidence is taken away again. */
    readonly mayBlame?: string;
  }[];
}

export const SHA = {
  good: '1111111aaaa2222bbbb3333cccc4444dddd55556',
  bad: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
  next: '9c0ffee2d0b94c5a8e21f6a7c3d4e5f607182934',
  /** Shares its first seven digits with `bad`. */
  twin: '7f3a6ce9eeee4c5a8e21f6a7c3d4e5f607182935',
} as const;

const DIGEST_LENGTH = 64;

/** A digest of one repeated digit. */
export const digest = (digit: string) => `sha256:${digit.repeat(DIGEST_LENGTH)}`;

/** Time of day on the day all stories happen. */
export const at = (time: string) => `2026-03-02T${time}:00.000Z`;

export const REPOSITORY = 'ghcr.io/acme/api';
export const SOURCE = 'acme/api';

/** What containerd says when the registry has no such manifest. */
export const notFound = (image: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

/** A run as GitHub reports it, with overrides. */
export function run(fields: Partial<Extract<Observation, { kind: 'build' }>>): Observation {
  return {
    kind: 'build',
    provider: 'github',
    repository: SOURCE,
    commit: SHA.bad,
    branch: 'main',
    workflow: 'image',
    runId: '8120',
    runNumber: 812,
    runAttempt: 1,
    runUrl: 'https://github.com/acme/api/actions/runs/8120',
    event: 'push',
    status: 'success',
    startedAt: at('12:00'),
    ...fields,
  };
}

/** The job of a run that makes the image. */
export function job(fields: Partial<Extract<Observation, { kind: 'build' }>>): Observation {
  return run({ jobId: '99', jobName: 'docker', ...fields });
}

export function push(fields: Partial<PushObservation>): PushObservation {
  return {
    kind: 'push',
    provider: 'ghcr',
    repository: REPOSITORY,
    digest: digest('a'),
    occurredAt: at('09:05'),
    ...fields,
  };
}

export function commit(fields: Partial<Extract<Observation, { kind: 'commit' }>>): Observation {
  return {
    kind: 'commit',
    provider: 'github',
    repository: SOURCE,
    commit: SHA.bad,
    branch: 'main',
    author: 'Robin',
    message: 'Add retries',
    committedAt: at('11:58'),
    occurredAt: at('11:59'),
    ...fields,
  };
}

/** An earlier build that went well and ties the image to its source: run, push and commit. */
export const HISTORY: readonly Observation[] = [
  commit({ commit: SHA.good, committedAt: at('08:58'), occurredAt: at('08:59'), message: 'Earlier work' }),
  run({
    commit: SHA.good,
    runId: '8110',
    runNumber: 811,
    startedAt: at('09:00'),
    finishedAt: at('09:06'),
    status: 'success',
  }),
  push({ tag: SHA.good.slice(0, 7), commit: SHA.good, sourceRepository: SOURCE, platforms: ['linux/amd64'] }),
];
