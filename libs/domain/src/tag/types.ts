/** What a tag can stand for. */
export type CandidateKind =
  | 'commit'
  | 'commit_prefix'
  | 'git_tag'
  | 'branch'
  | 'pull_request'
  | 'run_number'
  | 'run_id'
  | 'date'
  | 'mutable'
  | 'tree';

/** One reading of a tag: "under this rule, the tag stands for this value". */
export interface TagCandidate {
  readonly kind: CandidateKind;
  /** Named rule of the convention: `full_sha`, `short_sha`, `git_describe`, `semver`, … */
  readonly rule: string;
  /** Lower-case hex for commits, the git tag's name, the branch name or its slug, a number, a date. */
  readonly value: string;
  /** How strongly the rule binds, 0 to 1, from the conventions' own ambiguity. */
  readonly strength: number;
  /** Affixes taken off before the rule matched, outermost first. */
  readonly stripped: readonly string[];
  /** The tag says that the content is not exactly the commit (`-dirty`). */
  readonly dirty: boolean;
  /** Platform named by an affix (`-arm64`), `os/arch[/variant]`. */
  readonly platform: string | null;
}

export const NEAR_MISS_RULES = [
  'sha_length',
  'prefix',
  'suffix',
  'case',
  'slug',
  'number',
  'arch_suffix',
  'v_prefix',
  'calendar_padding',
] as const;

/** The named ways in which two tags can mean the same thing and be spelled differently. */
export type NearMissRule = (typeof NEAR_MISS_RULES)[number];

/** A pushed tag that the requested one is a different spelling of. */
export interface NearMiss {
  readonly rule: NearMissRule;
  readonly pushed: string;
  /** What differs, in words: "asks for 8 characters of the commit, 7 were pushed". */
  readonly explanation: string;
}
