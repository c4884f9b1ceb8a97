import { expect, it } from 'vitest';
import { parseCoercedReference } from './coerced-reference.js';

it.each([
  ['registry.acme.test:5000/api:8.202758e+06', 'registry.acme.test:5000/api', '8.202758e+06'],
  ['acme/api:2E+07', 'docker.io/acme/api', '2E+07'],
  ['acme/api:%!s(int64=8202758)', 'docker.io/acme/api', '%!s(int64=8202758)'],
])('reads %s', (text, repository, tag) => {
  expect(parseCoercedReference(text)).toMatchObject({ repository, tag, canonical: `${repository}:${tag}` });
});

it.each([
  'acme/api:8202758',
  'acme/api:1.0+build',
  'acme/Api:8.2e+06',
  'acme/api:1:8.2e+06',
  'acme/api:%!s(<nil>)',
  '8.2e+06',
  ':8.2e+06',
  '',
])('leaves %j alone', (text) => {
  expect(parseCoercedReference(text)).toBeNull();
});
