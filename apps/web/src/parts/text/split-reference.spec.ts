import { describe, expect, it } from 'vitest';
import { splitReference } from './split-reference.js';

describe('splitReference', () => {
  it.each([
    ['registry.acme.test/shop/api:1.9.0', 'registry.acme.test/shop/', 'api:1.9.0'],
    ['nginx', '', 'nginx'],
    ['ghcr.io/acme/api@sha256:ab/cd', 'ghcr.io/acme/', 'api@sha256:ab/cd'],
  ])('cuts %s before its last component', (reference, before, end) => {
    expect(splitReference(reference)).toEqual([before, end]);
  });
});
