/** What Pulltrace says about a failed pull. The shapes are those of the public API. */

export const CAUSES = [
  'build_failed',
  'build_running',
  'build_queued',
  'build_cancelled',
  'build_timed_out',
  'workflow_invalid',
  'build_awaiting_approval',
  'build_skipped',
  'push_skipped',
  'push_rejected',
  'tag_spelled_differently',
  'tag_number_coerced',
  'pushed_elsewhere',
  'repository_misspelled',
  'tag_unknown',
  'commit_not_built_on_branch',
  'merge_commit_tag',
  'tag_deleted',
  'digest_superseded',
  'platform_manifest_deleted',
  'platform_not_built',
  'platform_build_failed',
  'pull_secret_missing',
  'pull_secret_wrong_namespace',
  'pull_secret_wrong_registry',
  'credential_expired',
  'credentials_rejected',
  'rate_limited',
  'node_pull_throttled',
  'dns_failure',
  'network_unreachable',
  'tls_untrusted',
  'registry_unavailable',
  'mirror_stale',
  'replication_lag',
  'pull_policy_never',
  'invalid_reference',
  'content_mismatch',
  'node_storage_full',
  'signature_rejected',
  'pull_cancelled',
  'third_party_image',
  'unknown',
] as const;

/** A stable code of the public API; new ones may be added, none is renamed. */
export type Cause = (typeof CAUSES)[number];

export const LEVELS = ['proven', 'likely', 'possible', 'unknown'] as const;

/**
 * How well a verdict is supported. `proven`: a direct event names this tag and nothing contradicts.
 * `likely`: a direct event of this commit's build. `possible`: absence inside a covered window or
 * statistics. `unknown`: the evidence does not carry.
 */
export type Level = (typeof LEVELS)[number];

/** Whose commit it is: `cause` broke it, `context` is behind the tag, `rebuild` would restore it. */
export type CommitRole = 'cause' | 'context' | 'deployed_by' | 'rebuild';

export interface VerdictCommit {
  readonly sha: string;
  readonly repository: string;
  readonly role: CommitRole;
  readonly author: string | null;
  readonly message: string | null;
  readonly url: string | null;
  readonly pullRequest: number | null;
}

export interface VerdictBuild {
  readonly provider: string;
  readonly id: string;
  readonly attempt: number;
  readonly url: string | null;
  readonly status: string;
  readonly workflow: string | null;
  readonly failedJob: string | null;
  readonly failedStep: string | null;
}

/** What exists instead of the wanted image, or what existed before it was removed. */
export interface VerdictPush {
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly pushedAt: string;
}

export interface Fix {
  readonly title: string;
  readonly detail: string;
  readonly command?: string;
  /** A change to a manifest, as text a person can apply. */
  readonly patch?: string;
  readonly docs?: string;
}

export interface EvidenceItem {
  /** Id of the observation, or of the derived fact. The same facts always give the same id. */
  readonly id: string;
  readonly kind: string;
  readonly at: string | null;
  readonly text: string;
  readonly url: string | null;
}

export interface LookedFor {
  readonly what: string;
  readonly found: false;
  readonly where: string;
}

/** What one feed is known to cover, in the time that matters for the verdict. */
export interface CoverageItem {
  readonly feed: string;
  readonly source: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly covered: boolean;
  readonly gap?: string;
}

export interface Alternative {
  readonly cause: Cause;
  readonly level: Level;
  readonly summary: string;
}

/** The verdict without what only its history knows (`version`, `decidedAt`). */
export interface Diagnosis {
  readonly cause: Cause;
  readonly level: Level;
  /** One sentence a person can act on. */
  readonly summary: string;
  readonly commit: VerdictCommit | null;
  /** `commit` and further ones, such as the one that brought the reference into a manifest. */
  readonly commits: readonly VerdictCommit[];
  readonly build: VerdictBuild | null;
  readonly push: VerdictPush | null;
  /** The named rule of a near-miss, e.g. `sha_length`. */
  readonly rule: string | null;
  readonly fixes: readonly Fix[];
  readonly evidence: readonly EvidenceItem[];
  readonly counterEvidence: readonly EvidenceItem[];
  readonly lookedFor: readonly LookedFor[];
  readonly coverage: readonly CoverageItem[];
  readonly alternatives: readonly Alternative[];
}

/** A diagnosis as an incident shows it. */
export interface Verdict extends Diagnosis {
  readonly version: number;
  readonly decidedAt: string;
}

/** One entry of an incident's append-only verdict history. */
export interface PastVerdict extends Verdict {
  /** Why it differs from the version before. */
  readonly reason: string;
}
