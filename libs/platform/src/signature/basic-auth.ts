import { equalInConstantTime } from './constant-time.js';
import { anySecret, type SignatureResult } from './signature-result.js';

/**
 * Checks HTTP Basic credentials (RFC 7617). A secret is the whole `user:password`, or the password
 * alone where the sender's user name does not matter.
 */
export function verifyBasicAuth(
  authorization: string | undefined,
  secrets: readonly string[],
): SignatureResult {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '')?.[1];
  const credentials = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  const password = credentials.slice(colon + 1);
  return anySecret(
    authorization,
    secrets,
    (secret) =>
      colon >= 0 && (equalInConstantTime(credentials, secret) || equalInConstantTime(password, secret)),
  );
}
