import { withoutSuffixes } from './affixes.js';

/** Names that are moved from image to image by habit: channels, default branches, environments. */
const MOVING_NAMES = new Set([
  'latest',
  'edge',
  'main',
  'master',
  'stable',
  'nightly',
  'dev',
  'devel',
  'develop',
  'development',
  'trunk',
  'head',
  'next',
  'canary',
  'rolling',
  'current',
  'lts',
  'testing',
  'test',
  'unstable',
  'snapshot',
  'preview',
  'alpha',
  'beta',
  'release',
  'staging',
  'stage',
  'qa',
  'uat',
  'demo',
  'prod',
  'production',
]);

/**
 * Whether a tag is moved by convention, so that it stands for whatever was pushed last: `latest`,
 * `main`, `nightly-arm64`, a Maven `-SNAPSHOT`. Such a tag is judged by the push at the time, not by today's.
 */
export function mutableTag(tag: string): boolean {
  const name = withoutSuffixes(tag).text.toLowerCase();
  return MOVING_NAMES.has(name) || /^[0-9].{0,100}-snapshot$/.test(name);
}
