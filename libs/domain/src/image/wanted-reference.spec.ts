import { expect, it } from 'vitest';
import { parseImageReference } from './reference.js';
import { wantedReference } from './wanted-reference.js';

it('is the reference itself where there is one', () => {
  const parsed = parseImageReference('acme/api:1');
  expect(parsed.ok && parsed.reference).toEqual(wantedReference('acme/api:1'));
});

it.each([
  ['acme/api:8.202758e+06', 'docker.io/acme/api', '8.202758e+06'],
  ['registry.acme.test:5000/api:%!s(int64=1)', 'registry.acme.test:5000/api', '%!s(int64=1)'],
  ['ghcr.io/Acme/api:1', 'ghcr.io/acme/api', '1'],
  ['registry.acme.test:5000/api//x', 'registry.acme.test:5000/api//x', null],
  ['https://ghcr.io/acme/api', 'https://ghcr.io/acme/api', null],
  ['', '', null],
])('takes %j for %s with tag %s', (text, repository, tag) => {
  expect(wantedReference(text)).toMatchObject({ repository, tag, digest: null, canonical: text });
});
