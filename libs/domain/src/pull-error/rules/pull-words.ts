/**
 * Words that only a text about a pull contains: wrappers of the kubelet and the runtimes, requests
 * of the distribution API, and what registries answer. Rules for other failures yield to them.
 */
export const PULL_WORDS = [
  'failed to pull image',
  'failed to pull',
  'failed pulling image',
  'failed to get sandbox image',
  'error pulling image',
  'pulling image failed',
  'back-off pulling image',
  'unable to pull',
  'cannotpull*',
  'pullimage',
  'errimagepull',
  'imagepullbackoff',
  'unpacking image',
  'failed to resolve reference',
  'failed to resolve image',
  'failed to extract layer',
  'initializing source docker://',
  'reading manifest',
  '/manifests/',
  '/v2/',
  'manifest unknown',
  'pull access denied',
  'toomanyrequests',
] as const;

/** Words that at least make it likely that a text is about a pull; fall-backs do not speak without one. */
export const PULL_CONTEXT = [
  ...PULL_WORDS,
  'image',
  'registry',
  'repository',
  'manifest',
  'error response from daemon',
  'failed to resolve source metadata',
  'unknown: *',
  'denied: *',
  'unauthorized: *',
] as const;

/** Reasons of Events and waiting states that only a pull has. */
export const PULL_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'RegistryUnavailable',
  'InspectFailed',
  'ImageInspectError',
] as const;
