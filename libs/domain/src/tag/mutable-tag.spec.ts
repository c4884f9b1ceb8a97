import { expect, it } from 'vitest';
import { mutableTag } from './mutable-tag.js';

it.each(['latest', 'Main', 'edge', 'nightly-arm64', 'stable-alpine', 'latest-alpine-amd64', '1.2-SNAPSHOT'])(
  '%s moves',
  (tag) => {
    expect(mutableTag(tag)).toBe(true);
  },
);

it.each(['1.2.3', '7f3a6ce', 'main-7f3a6ce', 'feature-x', 'amd64', '', 'snapshot-1'])(
  '%j does not',
  (tag) => {
    expect(mutableTag(tag)).toBe(false);
  },
);
