/** The story's own registry. */
export const REGISTRY = 'registry.acme.test';

const DIGEST_LENGTH = 64;

/** A digest of one repeated digit, so that images are told apart at a glance. */
export const digest = (digit: string) => `sha256:${digit.repeat(DIGEST_LENGTH)}`;
