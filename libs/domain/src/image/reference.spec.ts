import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatImageReference, parseImageReference, parseImageRepository, sameImage } from './reference.js';

const HEX64 = '0123456789abcdef'.repeat(4);
const SHA256 = `sha256:${HEX64}`;

function canonical(text: string): string {
  const parsed = parseImageReference(text);
  return parsed.ok ? parsed.reference.canonical : `${parsed.error.code}@${parsed.error.position}`;
}

describe('parseImageReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.25', 'docker.io/library/nginx:1.25'],
    ['acme/api', 'docker.io/acme/api:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['index.docker.io/nginx:1', 'docker.io/library/nginx:1'],
    ['registry-1.docker.io/acme/api:1', 'docker.io/acme/api:1'],
    ['GHCR.io/acme/api:V1', 'ghcr.io/acme/api:V1'],
    ['localhost/api', 'localhost/api:latest'],
    ['localhost:5000/api:1', 'localhost:5000/api:1'],
    ['registry:5000/shop/api', 'registry:5000/shop/api:latest'],
    ['registry:5000', 'docker.io/library/registry:5000'],
    ['127.0.0.1:5000/a/b/c:d', '127.0.0.1:5000/a/b/c:d'],
    ['[2001:DB8::1]:5000/api:1', '[2001:db8::1]:5000/api:1'],
    ['[::1]/api', '[::1]/api:latest'],
    [`nginx@${SHA256}`, `docker.io/library/nginx@${SHA256}`],
    [`ghcr.io/acme/api:1.0@${SHA256}`, `ghcr.io/acme/api:1.0@${SHA256}`],
    [`api@sha512:${HEX64}${HEX64}`, `docker.io/library/api@sha512:${HEX64}${HEX64}`],
    ['my_registry.local/api:1', 'my_registry.local/api:1'],
    ['acme/foo_bar.com:8080', 'docker.io/acme/foo_bar.com:8080'],
    ['acme/a__b/c-----d.e:_x.-', 'docker.io/acme/a__b/c-----d.e:_x.-'],
    // A bare upper-case word is a host to Docker, so it must keep its case to stay one.
    ['Acme/api:1', 'Acme/api:1'],
  ])('reads %s as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['', 'empty@0'],
    ['https://ghcr.io/acme/api', 'scheme@0'],
    ['ghcr.io/acme/api:1 ', 'whitespace@18'],
    [' nginx', 'whitespace@0'],
    ['nginx:1\n', 'whitespace@7'],
    ['ghcr.io/Acme/api:1', 'uppercase@8'],
    ['Nginx', 'uppercase@0'],
    ['acme/apI:1', 'uppercase@7'],
    ['nginx:', 'bad_separator@5'],
    ['nginx::1', 'bad_separator@6'],
    ['nginx:1:2', 'bad_separator@7'],
    ['ghcr.io/', 'bad_separator@7'],
    ['ghcr.io//api', 'bad_separator@8'],
    ['/api', 'bad_separator@0'],
    ['acme/-api', 'bad_separator@5'],
    ['acme/a..b', 'bad_separator@6'],
    ['acme/a___b', 'bad_separator@6'],
    ['acme/a.-b', 'bad_separator@6'],
    [':1', 'bad_separator@0'],
    [`@${SHA256}`, 'bad_separator@0'],
    ['acme/a+b', 'bad_character@6'],
    ['“nginx”', 'bad_character@0'],
    ['nginx:${TAG}', 'bad_character@6'],
    ['nginx:1–2', 'bad_character@7'],
    ['nginx:%!s(int64=1)', 'bad_character@6'],
    ['nginx:8.202758e+06', 'bad_tag@15'],
    ['ghcr.io/acme/api:feature/x', 'bad_tag@24'],
    ['nginx:.1', 'bad_tag@6'],
    [`nginx:${'a'.repeat(129)}`, 'bad_tag@134'],
    ['registry:port/api', 'bad_port@9'],
    ['registry.acme.test:/api', 'bad_port@18'],
    ['-registry.acme.test/api', 'bad_domain@0'],
    ['registry..acme.test/api', 'bad_domain@9'],
    ['reg_istry:5000/api', 'bad_domain@3'],
    ['Reg_istry.acme.test/api', 'bad_domain@3'],
    ['::1/api', 'bad_domain@1'],
    ['[::g]/api', 'bad_domain@0'],
    ['[::1]x/api', 'bad_domain@5'],
    [':5000/api', 'bad_domain@0'],
    ['nginx@', 'bad_digest@6'],
    ['nginx@sha256', 'bad_digest@6'],
    ['nginx@md5:00', 'bad_digest@6'],
    ['nginx@sha256:12', 'bad_digest@15'],
    [`nginx@${SHA256.slice(0, -1)}G`, 'bad_digest@76'],
    [`nginx@${SHA256}0`, 'bad_digest@77'],
    [HEX64, 'identifier@0'],
    [`acme/${'a'.repeat(251)}`, 'too_long@255'],
  ])('refuses %j with %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('counts library/ into the length of the name', () => {
    expect(canonical('a'.repeat(247))).toBe(`docker.io/library/${'a'.repeat(247)}:latest`);
    expect(canonical('a'.repeat(248))).toMatch(/^too_long/);
  });

  it.each([
    ['nginx::1', "There are two ':' in a row; one is enough."],
    ['nginx:1:2', "A tag cannot contain ':'; write one tag only."],
    ['nginx:1 ', 'There is a space (U+0020) at the end; an image reference has none: remove it.'],
    [' nginx', 'There is a space (U+0020) at the start; an image reference has none: remove it.'],
    ['ngi nx', 'There is a space (U+0020); an image reference has none: remove it.'],
    [
      '“nginx”',
      'There is a typographic quote (U+201C); quotes belong to the manifest, not to the reference: remove it.',
    ],
    ['nginx:1–2', "There is an en dash (U+2013); it only looks like '-': type a plain hyphen."],
    ['nginx:${TAG}', "There is '$'; a placeholder was not filled in: put the value in its place."],
    ['nginx:%!s(int=1)', "There is '%'; a template printed a value of the wrong type: quote the value."],
    [
      'nginx:1~2',
      "There is '~'; only letters, digits and '.', '_', '-', '/', ':', '@' can stand in an image reference.",
    ],
    [
      'nginx:2e+07',
      "'+' cannot stand in a tag; it is a number in scientific notation: quote the tag in the manifest.",
    ],
    ['nginx:1+2', "'+' cannot stand in a tag; use letters, digits, '.', '_' or '-' in its place."],
    ['acme/a.', "'a.' must start and end with a letter or a digit, not with '.'."],
    ['acme/a..b', "'..' in 'a..b' is not a separator; use one '.', one or two '_', or hyphens."],
    ['nginx@sha256:12', 'A sha256 digest has 64 hexadecimal digits, this one has 2.'],
  ])('explains %j', (text, message) => {
    const parsed = parseImageReference(text);
    expect(parsed.ok ? '' : parsed.error.message).toBe(message);
  });

  it('names the wrong character and what to write', () => {
    const parsed = parseImageReference('ghcr.io/Acme/api');
    expect(parsed.ok ? '' : parsed.error.message).toBe(
      "Repository names are lower case: 'A' is not; write 'acme'.",
    );
  });
});

describe('parseImageRepository', () => {
  it.each([
    ['ghcr.io/Acme/API', 'ghcr.io/acme/api'],
    ['acme/api', 'docker.io/acme/api'],
    ['Acme/api', 'docker.io/acme/api'],
    ['nginx', 'docker.io/library/nginx'],
    ['index.docker.io/acme/api', 'docker.io/acme/api'],
    ['localhost:5000/api', 'localhost:5000/api'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseImageRepository(text)?.repository).toBe(expected);
  });

  it.each([
    '',
    'nginx:1',
    `nginx@${SHA256}`,
    'https://ghcr.io/acme/api',
    'a b',
    'ghcr.io/\u212a',
    'a'.repeat(248),
  ])('refuses %j', (text) => {
    expect(parseImageRepository(text)).toBeNull();
  });
});

describe('sameImage', () => {
  it.each([
    ['nginx', 'index.docker.io/library/nginx:latest', true],
    ['nginx:1', 'nginx:2', false],
    [`nginx:1@${SHA256}`, `nginx:2@${SHA256}`, true],
    [`nginx@${SHA256}`, 'nginx:1', false],
    ['', '', false],
    ['ghcr.io/acme/api:1', 'acme/api:1', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameImage(a, b)).toBe(same);
  });
});

const lower = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789');
const word = fc.string({ unit: lower, minLength: 1, maxLength: 8 });
const component = fc
  .tuple(word, fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '---'), word), { maxLength: 2 }))
  .map(([head, rest]) => head + rest.flat().join(''));
const domain = fc.oneof(
  fc.tuple(word, word).map(([a, b]) => `${a}.${b.toUpperCase()}`),
  fc.tuple(word, fc.nat(65535)).map(([host, port]) => `${host}:${port}`),
  fc.constantFrom('localhost', 'docker.io', 'index.docker.io', '[::1]', '[FE80::1]:5000', 'Acme'),
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const digest = fc.oneof(
  hex(64).map((value) => `sha256:${value}`),
  hex(128).map((value) => `sha512:${value}`),
);
const referenceText = fc
  .record({
    host: fc.option(domain),
    // Without a host the first component must not look like one.
    head: word,
    path: fc.array(component, { maxLength: 3 }),
    tag: fc.option(tag),
    digest: fc.option(digest),
  })
  .map(
    (parts) =>
      (parts.host ? `${parts.host}/` : '') +
      [parts.head, ...parts.path].join('/') +
      (parts.tag ? `:${parts.tag}` : '') +
      (parts.digest ? `@${parts.digest}` : ''),
  );

describe('properties', () => {
  it('parse after format is the identity', () => {
    fc.assert(
      fc.property(referenceText, (text) => {
        const parsed = parseImageReference(text);
        if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
        const again = parseImageReference(formatImageReference(parsed.reference));
        expect(again).toEqual(parsed);
        expect(parseImageRepository(parsed.reference.repository.toLowerCase())).not.toBeNull();
      }),
      { numRuns: 10_000 },
    );
  });

  it('never throws, and points into the text', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'aA0.:/@[]-_+ "é'), maxLength: 30 }),
      fc
        .tuple(referenceText, fc.nat(80), fc.string({ unit: 'grapheme', maxLength: 2 }))
        .map(([text, at, extra]) => text.slice(0, at) + extra + text.slice(at)),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseImageReference(text);
        parseImageRepository(text);
        if (parsed.ok) {
          expect(canonical(parsed.reference.canonical)).toBe(parsed.reference.canonical);
        } else {
          expect(parsed.error.position).toBeGreaterThanOrEqual(0);
          expect(parsed.error.position).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a hostile text', () => {
  it.each(['a', '/', 'a/', 'a.', 'A', '-', 'a:', '@', '[', '[::1]', '..', '\ud800'])(
    'of %j, a mebibyte long, is refused',
    (piece) => {
      const parsed = parseImageReference(piece.repeat(Math.ceil((1 << 20) / piece.length)));
      expect(parsed.ok).toBe(false);
    },
  );
});
