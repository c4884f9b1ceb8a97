import { describe, expect, it } from 'vitest';
import { negotiate } from './negotiate.js';

const OFFERED = ['application/json', 'text/markdown', 'text/html'];

describe('negotiate', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/*', 'text/markdown'],
    ['TEXT/HTML', 'text/html'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
    ['application/json;q=0.1, text/markdown;q=0.9', 'text/markdown'],
    ['application/json;q=0, */*', 'text/markdown'],
    ['text/html;q=0.5;level=1, text/*;q=0.4', 'text/html'],
    ['image/png', null],
    ['application/json;q=0', null],
    ['*/*;q=2', null],
    [';;,,', null],
  ])('%j: %j', (accept, type) => {
    expect(negotiate(accept, OFFERED)).toBe(type);
  });
});
