import { describe, expect, it } from 'vitest';
import { webUrl } from './web-url.js';

describe('webUrl', () => {
  it.each(['https://git.acme.test/shop/api/runs/812', 'http://ci.acme.test/'])('keeps %s', (url) => {
    expect(webUrl(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '/relative',
    '//acme.test/x',
    'not a url',
    '',
  ])('refuses %j', (url) => {
    expect(webUrl(url)).toBeNull();
  });

  it('refuses what is missing', () => {
    expect(webUrl(null)).toBeNull();
    expect(webUrl(undefined)).toBeNull();
  });
});
