import type { Diagnosis } from '#domain';

/**
 * Whether something that can be fetched would make a verdict better. What is proven needs nothing more,
 * except that a refused signature is proven by the node's text and leaves open whether there is one.
 */
export const lacksEvidence = ({ level, cause }: Pick<Diagnosis, 'level' | 'cause'>): boolean =>
  level !== 'proven' || cause === 'signature_rejected';
