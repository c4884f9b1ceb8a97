import { expect, it } from 'vitest';
import { hostOf, readImageAtHost } from './at-host.js';

it('puts the configured host in place of the one the sender knows', () => {
  expect(readImageAtHost('core:8080/shop/api:1', 'harbor.acme.test')?.repository).toBe(
    'harbor.acme.test/shop/api',
  );
  expect(readImageAtHost('shop/api:1', 'harbor.acme.test')?.repository).toBe('harbor.acme.test/shop/api');
  expect(readImageAtHost('quay.acme.test/shop/api', undefined)?.repository).toBe('quay.acme.test/shop/api');
});

it('is null for what is no image and for a host no reference can name', () => {
  expect(readImageAtHost(undefined, 'harbor.acme.test')).toBeNull();
  expect(readImageAtHost('harbor.acme.test/a b', undefined)).toBeNull();
  expect(readImageAtHost('harbor.acme.test/shop/api', 'registry')).toBeNull();
});

it('takes host and port of an address', () => {
  expect(hostOf('https://edge.acme.test:8443/x')).toBe('edge.acme.test:8443');
  expect(hostOf('edge')).toBeUndefined();
  expect(hostOf(undefined)).toBeUndefined();
});
