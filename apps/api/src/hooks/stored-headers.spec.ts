import { describe, expect, it } from 'vitest';
import { plainHeaders, storedHeaders } from './stored-headers.js';

describe('plainHeaders', () => {
  it('joins what came more than once', () => {
    expect(plainHeaders({ 'set-cookie': ['a=1', 'b=2'], accept: 'x, y', via: undefined })).toEqual({
      'set-cookie': 'a=1, b=2',
      accept: 'x, y',
    });
  });
});

describe('storedHeaders', () => {
  it.each([
    'authorization',
    'proxy-authorization',
    'cookie',
    'x-gitlab-token',
    'x-buildkite-token',
    'x-auth-token',
    'x-webhook-secret',
    'x-api-key',
    'token',
    'x-jfrog-event-auth',
    'x-vendor-signature',
  ])('does not keep %s', (name) => {
    expect(storedHeaders({ [name]: 'credential' }, ['x-vendor-signature'])).toEqual({});
  });

  it.each([
    'content-type',
    'user-agent',
    'x-github-event',
    'x-github-delivery',
    'ce-type',
    'x-tokenizer',
    'author',
  ])('keeps %s', (name) => {
    expect(storedHeaders({ [name]: 'value' }, [])).toEqual({ [name]: 'value' });
  });
});
