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
  /** Set when the tag is read as what YAML or a template made of a number that was not quoted. */
  readonly coercion?: NumberCoercion;
  /** True when other originals would have come out as the same tag: usable only with an exact hit. */
  readonly ambiguous?: true;
}

/**
 * How a tag written without quotes changes on its way into a manifest: `float` (`8202758` becomes
 * `8.202758e+06`), `leading_zeros` (`0812345` becomes `812345`, or is read as octal),
 * `trailing_zeros` (`1.10` becomes `1.1`).
 */
export type NumberCoercion = 'float' | 'leading_zeros' | 'trailing_zeros';

/** What is known around a tag and helps to read it. */
export interface TagContext {
  /** Last component of the image's path, `api` of `ghcr.io/acme/api`: often written before the version. */
  readonly imageBasename?: string;
  /** Branches of the source repository as git names them, at the time in question. */
  readonly branches?: readonly string[];
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
  /**
   * True when other tags would look the same under this rule (`1.1` comes from `1.10` and from itself):
   * possible at most, and only when a single pushed tag fits.
   */
  readonly ambiguous?: true;
}
