import { createVerify } from 'node:crypto';
import type { SnsMessage } from '../envelope/sns-message.js';
import { SIGNED, type SignatureResult, unsignedBecause } from './signature-result.js';

/** Hosts of SNS itself, in the public and the Chinese partition. */
const SNS_HOST = /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?$/;

/** `SignatureVersion` → algorithm (SNS developer guide, "Verifying the signatures of Amazon SNS messages"). */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
]);

/** Fields that are signed, in this order, each where the message has it. */
const SIGNED_FIELDS: ReadonlyMap<string, readonly (keyof SnsMessage)[]> = new Map([
  ['Notification', ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']],
  [
    'SubscriptionConfirmation',
    ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  ],
  [
    'UnsubscribeConfirmation',
    ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  ],
]);

/**
 * Where the certificate of a message is published, or `null` when the address is not one of Amazon's
 * own: anybody can sign with a certificate of their own and name its address.
 */
export function snsCertificateUrl(message: SnsMessage): string | null {
  const url = snsUrl(message.SigningCertURL);
  return url?.pathname.endsWith('.pem') ? url.href : null;
}

/**
 * Address that confirms the subscription a message asks about, or `null` when the message asks nothing
 * or sends its reader elsewhere than to Amazon.
 */
export function snsConfirmationUrl(message: SnsMessage): string | null {
  if (message.Type !== 'SubscriptionConfirmation') return null;
  const url = snsUrl(message.SubscribeURL);
  return url?.searchParams.get('Action') === 'ConfirmSubscription' ? url.href : null;
}

/** The address when it is one of SNS's own, at the usual port and without credentials. */
function snsUrl(address: string | undefined): URL | null {
  if (!URL.canParse(address ?? '')) return null;
  const url = new URL(address ?? '');
  const ours =
    url.protocol === 'https:' && SNS_HOST.test(url.hostname) && url.port === '' && url.username === '';
  return ours ? url : null;
}

/**
 * Checks that SNS signed the message and that it comes from one of `topics` (ARNs): everybody with an
 * AWS account can make SNS sign something, so the signature alone proves nothing.
 *
 * @param certificate PEM from `snsCertificateUrl`; `undefined` when it could not be fetched
 */
export function verifySnsSignature(
  message: SnsMessage,
  certificate: string | undefined,
  topics: readonly string[],
): SignatureResult {
  if (topics.length === 0) return unsignedBecause('no_secret_configured');
  if (message.Signature === undefined) return unsignedBecause('missing_signature');
  const algorithm = ALGORITHMS.get(message.SignatureVersion ?? '');
  const fields = SIGNED_FIELDS.get(message.Type ?? '');
  const trusted = topics.includes(message.TopicArn ?? '');
  if (algorithm === undefined || fields === undefined || !trusted) return unsignedBecause('bad_signature');
  if (certificate === undefined) return unsignedBecause('key_unavailable');
  const content = fields
    .flatMap((field) => (message[field] === undefined ? [] : [`${field}\n${message[field]}\n`]))
    .join('');
  return signedBy(certificate, algorithm, content, message.Signature)
    ? SIGNED
    : unsignedBecause('bad_signature');
}

function signedBy(certificate: string, algorithm: string, content: string, signature: string): boolean {
  try {
    return createVerify(algorithm).update(content, 'utf8').verify(certificate, signature, 'base64');
  } catch {
    // A certificate that cannot be read proves nothing.
    return false;
  }
}
