import { verifyBasicAuth } from './basic-auth.js';
import { equalInConstantTime } from './constant-time.js';
import { anySecret, type SignatureResult } from './signature-result.js';

/** Checks a header that carries the configured value itself, byte for byte. */
export function verifyStaticHeader(header: string | undefined, secrets: readonly string[]): SignatureResult {
  return anySecret(header, secrets, (secret) => equalInConstantTime(header ?? '', secret));
}

/**
 * Headers in which operators put a credential where the sender lets them name it (Azure Container
 * Registry, Azure DevOps, Distribution, Amazon EventBridge). The list is closed, so that what may
 * carry a credential is known and is never stored.
 */
export const OPERATOR_CREDENTIAL_HEADERS: readonly string[] = [
  'authorization',
  'x-api-key',
  'x-auth-token',
  'x-registry-token',
  'x-token',
  'x-webhook-secret',
  'x-webhook-token',
];

/**
 * Checks senders that cannot sign but send what the operator configured: the secret as the value of
 * one of the headers above, bare or behind `Bearer` or `Token`, or as HTTP Basic credentials.
 */
export function verifyOperatorCredential(
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
): SignatureResult {
  const basic = verifyBasicAuth(headers['authorization'], secrets);
  if (basic.ok) return basic;
  const values = OPERATOR_CREDENTIAL_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined || value === '' ? [] : [value, value.replace(/^(Bearer|Token) +/i, '')];
  });
  return anySecret(values[0], secrets, (secret) =>
    values.some((value) => equalInConstantTime(value, secret)),
  );
}
