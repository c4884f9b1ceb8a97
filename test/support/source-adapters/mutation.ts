import fc from 'fast-check';

/** Values that senders, or somebody else, have put where something different was expected. */
const ODD = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '0'.repeat(40),
  'sha256:',
  `sha256:${'a'.repeat(64)}`,
  `sha256:${'A'.repeat(64)}`,
  `sha256:${'a'.repeat(60)}`,
  `sha512:${'b'.repeat(128)}`,
  `v${'1'.repeat(128)}`,
  '2026-03-01 10:00:00 UTC',
  '20260301T100000+0000',
  '1.417566161e+09',
  1_772_359_445_123,
  -8.64e15,
  'refs/heads/',
  'refs/tags/refs/heads/x',
  'https://',
  'git@host:',
  '::',
  '//',
  '%',
  '%zz',
  '../..',
  'a'.repeat(5_000),
  '0001-01-01T00:00:00Z',
  '99999-99-99T99:99:99Z',
  '__proto__',
  'constructor',
  '\u212a',
  [],
  {},
  [[]],
  [null],
  { id: {} },
];

/** One change: how far into the document it goes, what it puts there, and how. */
const mutation = fc.record({
  path: fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 8 }),
  value: fc.oneof(
    fc.constantFrom(...ODD),
    fc.string(),
    fc.jsonValue({ maxDepth: 2 }),
    fc.double(),
    fc.string({ unit: 'binary' }),
  ),
  how: fc.constantFrom('replace', 'remove', 'wrap', 'repeat', 'rename'),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

/** Some changes of one document. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

/** The document with these changes along its own structure, so that they land where an adapter looks. */
export function mutated(document: unknown, changes: readonly Mutation[]): Buffer {
  // Each is cloned, because a later change can go into what an earlier one put in.
  const changed = changes.reduce((now, one) => mutate(now, structuredClone(one)), structuredClone(document));
  return Buffer.from(JSON.stringify(changed) ?? 'null');
}

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

function mutate(document: unknown, { path, value, how }: Mutation): unknown {
  let parent: Container | null = null;
  let key = '';
  let current = document;
  for (const step of path) {
    if (!isContainer(current)) break;
    const keys = Object.keys(current);
    const chosen = keys[step % Math.max(keys.length, 1)];
    if (chosen === undefined) break;
    parent = current;
    key = chosen;
    current = (current as Record<string, unknown>)[key];
  }
  if (parent === null) return how === 'replace' ? value : document;
  change(parent as Record<string, unknown>, key, current, value, how);
  return document;
}

function change(
  parent: Record<string, unknown>,
  key: string,
  current: unknown,
  value: unknown,
  how: Mutation['how'],
): void {
  const put = (name: string, content: unknown) =>
    Object.defineProperty(parent, name, {
      value: content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (how === 'remove') delete parent[key];
  else if (how === 'wrap') put(key, [current]);
  else if (how === 'repeat') put(key, [current, current, value]);
  else if (how === 'rename' && !Array.isArray(parent))
    put(typeof value === 'string' ? value : '__proto__', current);
  else put(key, value);
}
