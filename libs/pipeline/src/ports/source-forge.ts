import type { CommitObservation, Observation } from '#domain';

/**
 * Why a forge's answer says nothing.
 * - `absent`: it has no such repository, commit or run, or does not show it to this token.
 * - `denied`: the token may not ask this.
 * - `budget_spent`: what the token may still ask this hour is left to others.
 * - `rate_limited`: the forge refuses to be asked until later.
 * - `unreachable`, `timeout`, `forge_error`, `not_understood`: no answer, or none that helps.
 */
export type ForgeDoubt =
  | 'absent'
  | 'denied'
  | 'budget_spent'
  | 'rate_limited'
  | 'unreachable'
  | 'timeout'
  | 'forge_error'
  | 'not_understood';

export type ForgeAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly reason: ForgeDoubt;
      /** When to ask again, where the forge or the budget says so. */
      readonly retryAt: Date | null;
    };

/**
 * What was fetched, in the form of the provider's own webhook, so that one adapter reads both and the
 * same fact is the same fact by whatever way it comes.
 */
export interface FetchedDelivery {
  /** Id of the adapter that reads it. */
  readonly provider: string;
  readonly event: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One attempt of one run. */
export interface FetchedRun {
  readonly id: string;
  readonly attempt: number;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Its state does not change any more. */
  readonly settled: boolean;
  readonly succeeded: boolean;
  /** Its head commit lives in a fork. */
  readonly ofFork: boolean;
  readonly delivery: FetchedDelivery;
}

/** Pages are asked for by number, from 1. */
export interface FetchedPage<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

/** Reads a source forge. `repository` is `owner/name` or a group path. Nothing is written, nothing thrown. */
export interface SourceForge {
  /** `github`, `gitlab`: names it in keys and in the inbound log. */
  readonly id: string;
  /**
   * A commit by its id, or by a prefix that only it has. `branch` is the default branch where that
   * contains the commit, and absent otherwise: a forge also shows commits that live in forks.
   */
  commit(repository: string, sha: string): Promise<ForgeAnswer<CommitObservation>>;
  /** The newest runs of a commit, at most a hundred. */
  runsOf(repository: string, sha: string): Promise<ForgeAnswer<readonly FetchedRun[]>>;
  /** Jobs of a run, with their steps where the forge has them; at most a hundred. */
  jobsOf(repository: string, run: FetchedRun): Promise<ForgeAnswer<readonly FetchedDelivery[]>>;
  /** Runs created in the time, newest first. Forges list a thousand at most, so the time is to be short. */
  runsBetween(
    repository: string,
    time: { readonly from: Date; readonly to: Date },
    page: number,
  ): Promise<ForgeAnswer<FetchedPage<FetchedRun>>>;
}

/** A webhook of a repository, as the forge has it. */
export interface ForgeHook {
  readonly id: string;
  /** Where it delivers to. */
  readonly url: string;
  /** Names of events, or `*`. */
  readonly events: readonly string[];
}

/** One attempt of a forge to deliver. */
export interface HookAttempt {
  readonly id: string;
  /** The delivery's id, the same over all attempts: `X-GitHub-Delivery`. */
  readonly deliveryId: string;
  readonly event: string;
  /** RFC 3339. */
  readonly deliveredAt: string;
  /** The receiver answered with a success. */
  readonly succeeded: boolean;
}

/** A forge that keeps what it tried to deliver. GitHub does so for three days, and never tries again by itself. */
export interface HookLog {
  hooksOf(repository: string): Promise<ForgeAnswer<readonly ForgeHook[]>>;
  /** Newest first; `next` is the cursor of the next page. */
  attemptsOf(
    repository: string,
    hook: string,
    cursor: string | null,
  ): Promise<ForgeAnswer<{ readonly items: readonly HookAttempt[]; readonly next: string | null }>>;
  /** What the attempt carried. */
  payloadOf(repository: string, hook: string, attempt: string): Promise<ForgeAnswer<FetchedDelivery>>;
}

/** A forge's own package registry, which tells of pushes by webhook and of deletions not at all. */
export interface PackageLog {
  /**
   * Versions of a container package by state, newest first, as pushes or deletions with the forge's own times.
   * A tag whose time the forge does not tell is left out.
   */
  versionsOf(
    imageRepository: string,
    state: 'active' | 'deleted',
    page: number,
  ): Promise<ForgeAnswer<FetchedPage<Observation>>>;
}

/** Makes webhooks, with a token that a person gave for just this. */
export interface HookMaker {
  /** Makes the webhook of a repository, unless one delivers to the address already. */
  connect(
    repository: string,
    hook: { readonly url: string; readonly secret: string },
  ): Promise<ForgeAnswer<'made' | 'was_there'>>;
}
