import { type PrefixPeeled, stripPrefixes, stripSuffixes } from './affixes.js';
import { isAttestationTag } from './attestation-tag.js';
import { TAG_CONVENTIONS } from './catalog.js';
import type { ConventionFamily, TagForm } from './convention.js';
import { type KnownNames, knownNames } from './known-names.js';
import { numberOriginals } from './number-originals.js';
import type { CandidateKind, TagCandidate, TagContext } from './types.js';

/** A form of the tag and what every candidate read from it carries. */
interface CandidateForm extends TagForm {
  readonly families: ReadonlySet<ConventionFamily>;
  /** Multiplies the strength: what was decoded is weaker than what was written. */
  readonly weight: number;
  readonly carried: Omit<TagCandidate, 'kind' | 'rule' | 'value' | 'strength'>;
}

/** Twice what a registry accepts: longer texts are no tags, and the bound keeps the work small. */
const TEXT_LENGTH_MAX = 256;

const ALL = new Set<ConventionFamily>(['commit', 'number', 'version', 'name']);
const NAMES = new Set<ConventionFamily>(['version', 'name']);
const COMMITS = new Set<ConventionFamily>(['commit']);

/** Of two readings with the same strength, the more specific kind comes first. */
const KIND_ORDER: readonly CandidateKind[] = [
  'commit',
  'commit_prefix',
  'git_tag',
  'pull_request',
  'branch',
  'run_number',
  'run_id',
  'date',
  'tree',
  'mutable',
];

/**
 * Everything a tag can stand for, strongest reading first. Several readings are normal: `20240115` is a
 * date, a run id and possibly an abbreviated commit, and only what is recorded about the source
 * repository can decide. Deterministic, linear in the tag's length, never throws; texts that are no
 * tags (a number in scientific notation) are read too, because that is how they reach a manifest.
 *
 * Strengths come from how ambiguous the convention itself is: a full commit id 1, 12 digits and more
 * 0.98, `git describe` 0.97, 7 to 11 digits 0.95, an exact git tag 0.95, a version with the `v`
 * toggled 0.9, a run number 0.85, a branch slug 0.7, dates and moving names 0.3.
 */
export function deriveTag(tag: string, context: TagContext = {}): readonly TagCandidate[] {
  if (tag === '' || tag.length > TEXT_LENGTH_MAX || isAttestationTag(tag)) return [];
  const found = new Map<string, TagCandidate>();
  const known = knownNames(context);
  for (const form of [...peeledForms(tag, known), ...decodedForms(tag)]) {
    for (const convention of TAG_CONVENTIONS) {
      if (!form.families.has(convention.family)) continue;
      for (const reading of convention.derive(form, known)) {
        keepStronger(found, {
          ...form.carried,
          ...reading,
          rule: convention.id,
          strength: Math.round(reading.strength * form.weight * 100) / 100,
        });
      }
    }
  }
  return [...found.values()].sort(compareCandidates);
}

function keepStronger(found: Map<string, TagCandidate>, candidate: TagCandidate): void {
  const key = `${candidate.kind} ${candidate.value}`;
  const kept = found.get(key);
  // On a tie the form with more affixes off wins, because it knows the platform and the dirt.
  const isBetter =
    !kept ||
    candidate.strength > kept.strength ||
    (candidate.strength === kept.strength && candidate.stripped.length > kept.stripped.length);
  if (isBetter) found.set(key, candidate);
}

function compareCandidates(a: TagCandidate, b: TagCandidate): number {
  return (
    b.strength - a.strength ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
    (a.value < b.value ? -1 : 1)
  );
}

/** The tag with its suffixes off one by one, and with its prefixes off one by one. */
function peeledForms(tag: string, known: KnownNames): readonly CandidateForm[] {
  const bySuffix = stripSuffixes(tag);
  return bySuffix.flatMap((outer, index) =>
    prefixForms(outer.text, known).map((inner) => ({
      text: inner.text,
      marker: inner.marker,
      families: index === bySuffix.length - 1 ? ALL : NAMES,
      weight: 1,
      carried: {
        stripped: [...outer.stripped, ...inner.stripped],
        dirty: outer.dirty,
        platform: outer.platform,
      },
    })),
  );
}

/** A prefix can be read two ways, as a known name and as a marker; both readings count. */
function prefixForms(text: string, { prefixes }: KnownNames): readonly PrefixPeeled[] {
  const marked = stripPrefixes(text, []);
  return prefixes.length === 0 ? marked : [...stripPrefixes(text, prefixes), ...marked.slice(1)];
}

/** What the tag was before YAML or a template took it for a number. */
function decodedForms(tag: string): readonly CandidateForm[] {
  return numberOriginals(tag).map(({ text, coercion, unique }) => ({
    text,
    marker: null,
    families: unique ? ALL : coercion === 'trailing_zeros' ? NAMES : COMMITS,
    weight: unique ? 0.9 : 0.5,
    carried: {
      stripped: [],
      dirty: false,
      platform: null,
      coercion,
      ...(unique ? {} : { ambiguous: true as const }),
    },
  }));
}
