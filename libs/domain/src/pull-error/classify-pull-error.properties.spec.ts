import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PULL_ERROR_RULES } from './catalog.js';
import { classifyPullError } from './classify-pull-error.js';
import type { PullErrorInput } from './types.js';

const RUNS = { numRuns: 12_000 };

const EXAMPLES: readonly PullErrorInput[] = PULL_ERROR_RULES.flatMap((rule) =>
  rule.examples.map((example) => (typeof example === 'string' ? { message: example } : example)),
);

/** Words of the catalog that a person could also give to an image, a host or a tag. */
const TRAPS = [
  'unauthorized',
  'denied',
  'forbidden',
  'eof',
  'x509',
  'tls',
  'timeout',
  'not',
  'found',
  'unknown',
  'manifest',
  'lookup',
  'image',
  'secret',
  'errimagepull',
  'toomanyrequests',
  'latest',
  'cancelled',
  'registry',
  '404',
  '500',
];

const word = fc.oneof(fc.constantFrom(...TRAPS), fc.stringMatching(/^[a-z0-9]{1,12}$/));
const host = fc
  .tuple(word, word, fc.constantFrom('test', 'example', 'io'), fc.constantFrom('', ':5000', ':443'))
  .map(([a, b, top, port]) => `${a}-${b}.${a}.${top}${port}`);
const path = fc.tuple(word, word).map(([a, b]) => `${a}/${b}`);
const tag = fc.oneof(word, fc.stringMatching(/^v?\d\.\d{1,2}\.\d(-[a-z0-9]{1,8})?$/));
const hex = fc.stringMatching(/^[a-f0-9]{12,64}$/);
const address = fc.ipV4().map((ip) => ip);

const names = fc.record({
  host,
  path,
  tag,
  one: hex,
  two: hex,
  address,
  pod: fc.tuple(word, word).map(([a, b]) => `${a}-${b}`),
});

/** Gives everything a cluster's owner may name another name. */
function renamed(
  text: string,
  name: { [key in 'host' | 'path' | 'tag' | 'one' | 'two' | 'address' | 'pod']: string },
): string {
  return text
    .replaceAll('registry.acme.test:5000', 'registry.acme.test')
    .replaceAll('registry.acme.test', name.host)
    .replaceAll('shop/api', name.path)
    .replaceAll('1.8.3', name.tag)
    .replaceAll('sha256:0c1d', `sha256:${name.one}`)
    .replaceAll('sha256:7b9a', `sha256:${name.two}`)
    .replaceAll(/10\.0\.0\.\d+/g, name.address)
    .replaceAll('api-0', name.pod);
}

describe('what names cannot change', () => {
  it('keeps the class when hosts, images, tags, digests, addresses and pods are renamed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), names, (example, name) => {
        const before = classifyPullError(example);
        const message = renamed(example.message, name);
        const after = classifyPullError({ ...example, message });
        expect({ message, class: after.class, also: after.also }).toEqual({
          message,
          class: before.class,
          also: before.also,
        });
      }),
      RUNS,
    );
  });

  it('keeps the class under the wrapping of kubelet, gRPC and JSON', () => {
    const wrap = fc.constantFrom(
      (text: string) => `Failed to pull image "shop/api:1.8.3": ${text}`,
      (text: string) =>
        `(combined from similar events): Failed to pull image "shop/api:1.8.3": rpc error: code = Unknown desc = ${text}`,
      (text: string) => `Back-off pulling image "shop/api:1.8.3": ErrImagePull: ${text}`,
      (text: string) => JSON.stringify(`Failed to pull image "shop/api:1.8.3": ${text}`),
      (text: string) =>
        `E1 pod_workers.go:190] ${JSON.stringify(`failed to "StartContainer" for "api" with ErrImagePull: ${JSON.stringify(text)}`)}`,
      (text: string) => `Failed to pull image "shop/api:1.8.3":\n    ${text.replaceAll(': ', ':\n    ')}`,
    );
    const pulls = EXAMPLES.filter((example) => {
      const read = classifyPullError(example);
      return (
        read.class !== 'not_pull' &&
        read.class !== 'pull_policy' &&
        !example.reason &&
        read.grpcCode === null &&
        !example.message.startsWith('Error: ')
      );
    });
    fc.assert(
      fc.property(fc.constantFrom(...pulls), wrap, ({ message }, wrapped) => {
        expect(classifyPullError({ message: wrapped(message) }).class).toBe(
          classifyPullError({ message }).class,
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('any text at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          ...EXAMPLES.map(({ message }) => message),
          '\u0000',
          '\ud800',
          '\\"',
          '://',
          ' ',
          '"',
          '\n',
          'sha256:',
          'code =',
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join('')),
  );

  it('is read without throwing, into a class and a detail', () => {
    const maybe = fc.option(fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(text, maybe, maybe, (message, reason, image) => {
        const read = classifyPullError({ message, reason, image });
        expect(typeof read.class).toBe('string');
        expect(read.detail.length).toBeLessThanOrEqual(message.length);
        expect(JSON.stringify(classifyPullError({ message, reason, image }))).toBe(JSON.stringify(read));
      }),
      RUNS,
    );
  });

  it.each([
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['almost a phrase', 'failed to pull and unpack imag '],
    ['addresses', 'Get "https://a/v2/": '],
    ['mirrors', '(Mirrors also failed: [ ]): '],
    ['lone surrogates', '\ud800'],
    ['nothing', '\u0000'],
    ['digests', 'sha256:'],
    ['manifests', 'reading manifest x in '],
  ])('is read when it is a mebibyte of %s', (_name, piece) => {
    const message = piece.repeat(Math.ceil((1 << 20) / piece.length));
    expect(() => classifyPullError({ message })).not.toThrow();
  });

  it('is unknown when it is in no language the runtimes speak', () => {
    for (const message of ['镜像拉取失败', 'Das Abbild fehlt', 'something else happened', '']) {
      expect(classifyPullError({ message })).toMatchObject({
        class: 'unknown',
        certainty: 'generic',
        rule: null,
      });
    }
  });
});
