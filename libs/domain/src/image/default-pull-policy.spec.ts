import { expect, it } from 'vitest';
import { defaultPullPolicy } from './default-pull-policy.js';
import { parseImageReference } from './reference.js';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

it.each([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  [`nginx:latest@${DIGEST}`, 'Always'],
  ['nginx:1.25', 'IfNotPresent'],
  ['nginx:LATEST', 'IfNotPresent'],
  [`nginx@${DIGEST}`, 'IfNotPresent'],
])('%s is pulled %s', (text, policy) => {
  const parsed = parseImageReference(text);
  expect(parsed.ok && defaultPullPolicy(parsed.reference)).toBe(policy);
});
