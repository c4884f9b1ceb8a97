/** What a prefix says about the part behind it. */
export type Marker = 'commit' | 'build' | 'pull_request' | 'image' | 'branch';

/** A prefix and what it says about the part behind it. */
export interface KnownPrefix {
  readonly prefix: string;
  readonly marker: Marker;
}

/** A tag with some of its affixes taken off. */
export interface Peeled {
  readonly text: string;
  /** Outermost first. */
  readonly stripped: readonly string[];
}

export interface PrefixPeeled extends Peeled {
  /** Meaning of the innermost prefix taken off. */
  readonly marker: Marker | null;
}

export interface SuffixPeeled extends Peeled {
  readonly dirty: boolean;
  /** `os/arch[/variant]` */
  readonly platform: string | null;
  /** The platform's suffix as written, `-linux-amd64`; empty without one. */
  readonly architecture: string;
  /** `alpine`, `slim`, `debug`: the same build on another base. */
  readonly flavour: string | null;
}

/** Prefixes that mean the same everywhere. */
const FIXED_PREFIXES: readonly { readonly pattern: RegExp; readonly marker: Marker }[] = [
  { pattern: /^(?:sha|git|commit)-/i, marker: 'commit' },
  { pattern: /^build-/i, marker: 'build' },
  { pattern: /^pr-\d{1,9}-/i, marker: 'pull_request' },
];

/** Spellings of a platform at the end of a tag: Go's, uname's and the official images' names. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['amd64', 'linux/amd64'],
  ['x64', 'linux/amd64'],
  ['x86-64', 'linux/amd64'],
  ['x86_64', 'linux/amd64'],
  ['arm64', 'linux/arm64'],
  ['arm64v8', 'linux/arm64'],
  ['aarch64', 'linux/arm64'],
  ['armv7', 'linux/arm/v7'],
  ['arm32v7', 'linux/arm/v7'],
  ['arm-v7', 'linux/arm/v7'],
  ['ppc64le', 'linux/ppc64le'],
  ['s390x', 'linux/s390x'],
  ['riscv64', 'linux/riscv64'],
]);
const ARCHITECTURE_SUFFIX = new RegExp(`-(?:linux-)?(${[...ARCHITECTURES.keys()].join('|')})$`, 'i');
const DIRTY_SUFFIX = /-(?:dirty|modified)$/i;
const FLAVOUR_SUFFIX = /-(alpine|slim|debug)$/i;

/** More affixes than this are not seen on one side of a tag; the bound keeps the work linear. */
const AFFIXES_MAX = 4;

/**
 * The tag itself and then with one more prefix off each time. What the context knows comes before what
 * means the same everywhere, so that a branch called `pr` or an image called `build-tools` is one.
 */
export function stripPrefixes(tag: string, known: readonly KnownPrefix[]): readonly PrefixPeeled[] {
  const forms: PrefixPeeled[] = [{ text: tag, stripped: [], marker: null }];
  for (let form = forms[0]; form && forms.length <= AFFIXES_MAX; form = forms.at(-1)) {
    const { text } = form;
    const prefix = known.find((candidate) => text.startsWith(candidate.prefix)) ?? fixedPrefix(text);
    const rest = prefix ? text.slice(prefix.prefix.length) : '';
    if (!prefix || rest === '') break;
    forms.push({ text: rest, stripped: [...form.stripped, prefix.prefix], marker: prefix.marker });
  }
  return forms;
}

function fixedPrefix(text: string): KnownPrefix | null {
  for (const { pattern, marker } of FIXED_PREFIXES) {
    const match = pattern.exec(text);
    if (match) return { prefix: match[0], marker };
  }
  return null;
}

/** The tag itself and then with one more suffix off each time. */
export function stripSuffixes(tag: string): readonly SuffixPeeled[] {
  const forms = [wholeTag(tag)];
  for (let form = forms[0]; form && forms.length <= AFFIXES_MAX; form = forms.at(-1)) {
    const next = stripOneSuffix(form);
    if (!next || next.text === '') break;
    forms.push(next);
  }
  return forms;
}

/** The tag with all its suffixes off. */
export function withoutSuffixes(tag: string): SuffixPeeled {
  return stripSuffixes(tag).at(-1) ?? wholeTag(tag);
}

function wholeTag(tag: string): SuffixPeeled {
  return { text: tag, stripped: [], dirty: false, platform: null, architecture: '', flavour: null };
}

function stripOneSuffix(form: SuffixPeeled): SuffixPeeled | null {
  const cutOff = (suffix: string) => ({
    text: form.text.slice(0, -suffix.length),
    stripped: [...form.stripped, suffix],
  });
  const dirty = DIRTY_SUFFIX.exec(form.text);
  if (dirty) return { ...form, ...cutOff(dirty[0]), dirty: true };
  const architecture = form.platform === null ? ARCHITECTURE_SUFFIX.exec(form.text) : null;
  if (architecture) {
    const platform = ARCHITECTURES.get(architecture[1]?.toLowerCase() ?? '') ?? null;
    return { ...form, ...cutOff(architecture[0]), platform, architecture: architecture[0] };
  }
  const flavour = form.flavour === null ? FLAVOUR_SUFFIX.exec(form.text) : null;
  if (flavour) return { ...form, ...cutOff(flavour[0]), flavour: flavour[1]?.toLowerCase() ?? null };
  return null;
}
