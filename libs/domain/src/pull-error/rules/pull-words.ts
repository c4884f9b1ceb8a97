/** Words that only a text about a pull contains; a rule for other failures yields to them. */
export const PULL_WORDS = [
  'failed to pull image',
  'failed to pull and unpack',
  'failed pulling image',
  'failed to pull',
  'error pulling image',
  'back-off pulling image',
  'unable to pull',
  'pullimage',
  'errimagepull',
  'imagepullbackoff',
  'failed to get sandbox image',
  'pulling image failed',
  'unpacking image',
] as const;
