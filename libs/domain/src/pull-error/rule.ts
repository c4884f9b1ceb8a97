import type { PullErrorClass } from './types.js';

/**
 * When a rule applies: when one of `any` stands in the text, or, in a rule without `any`, when the
 * status, the code or the reason is one it names. `none` and `aboutPull` narrow either down.
 *
 * A phrase is fixed text in lower case; see phrase-scanner.ts for its marks. A phrase may hold one
 * ` … `, which stands for any text between its two halves.
 */
export interface RuleCondition {
  /** At least one of these stands in the text. */
  readonly any?: readonly string[];
  /** None of these stands in the text. */
  readonly none?: readonly string[];
  /** The text carries one of these HTTP statuses, the registry's and not an API wrapper's. */
  readonly http?: readonly number[];
  /** The text carries one of these gRPC codes. */
  readonly grpc?: readonly string[];
  /** The text names an image, a registry or a step of a pull, or the reason is one of a pull. */
  readonly aboutPull?: true;
  /** The Event's or the waiting state's reason is one of these. */
  readonly reason?: readonly string[];
}

/** One known wording and what it means. Rules are data: they are tried in catalog order. */
export interface PullErrorRule {
  /** Stable snake_case name, shown as the reason of a classification. */
  readonly name: string;
  readonly class: PullErrorClass;
  /** Other classes an expert would accept for this wording. */
  readonly also?: readonly PullErrorClass[];
  /** `generic` marks a fall-back that any text with this word would meet. Exact when absent. */
  readonly certainty?: 'generic';
  /** Runtimes, registries and versions this wording comes from. */
  readonly seenWith: string;
  readonly match: RuleCondition;
  /** What is wrong with the certificate, where the wording says it. */
  readonly certificate?: string;
  /** Real wordings with neutral names; each must be decided by this very rule. */
  readonly examples: readonly RuleExample[];
  /** Where the wording comes from: a source file, a specification section or a public thread. */
  readonly source: string;
}

/** A message, with its reason where the rule needs one. */
export type RuleExample = string | { readonly reason: string; readonly message: string };
