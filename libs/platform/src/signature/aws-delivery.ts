import { readSnsMessage } from '../envelope/sns-message.js';
import type { SignatureResult } from './signature-result.js';
import { snsCertificateUrl, snsConfirmationUrl, verifySnsSignature } from './sns-signature.js';
import { verifyOperatorCredential } from './static-header.js';
import type { SignedRequest, VendorTrust } from './vendor-keys.js';

/** Address of the certificate an SNS message was signed with; `null` for other deliveries and other hosts. */
export function awsKeyUrl({ body }: SignedRequest): string | null {
  const message = readSnsMessage(body);
  return message === null ? null : snsCertificateUrl(message);
}

/** Address at Amazon that confirms the subscription this delivery asks about; `null` for other deliveries. */
export function awsConfirmationUrl({ body }: SignedRequest): string | null {
  const message = readSnsMessage(body);
  return message === null ? null : snsConfirmationUrl(message);
}

/**
 * Checks a delivery of an EventBridge API destination (API key, Basic or bearer token as configured)
 * or of an SNS subscription (signature by a trusted topic, or Basic credentials in the address).
 */
export function verifyAwsDelivery(
  { headers, body }: SignedRequest,
  { secrets, trust, publicKeys }: VendorTrust & { readonly secrets: readonly string[] },
): SignatureResult {
  const credential = verifyOperatorCredential(headers, secrets);
  const message = credential.ok || trust === undefined ? null : readSnsMessage(body);
  if (message === null || trust === undefined) return credential;
  const certificate = publicKeys?.get(snsCertificateUrl(message) ?? '');
  return verifySnsSignature(message, certificate, trust.identities);
}
