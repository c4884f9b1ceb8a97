import { equalInConstantTime } from './constant-time.js';
import { anySecret, type SignatureResult } from './signature-result.js';

/** Checks a header that carries the configured value itself, byte for byte. */
export function verifyStaticHeader(header: string | undefined, secrets: readonly string[]): SignatureResult {
  return anySecret(header, secrets, (secret) => equalInConstantTime(header ?? '', secret));
}

/**
 * Checks senders whose header name is the operator's choice: the value of any of `names` may carry
 * the secret, bare or behind an authentication scheme (`Bearer`, `Token`).
 */
export function verifyAnyStaticHeader(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
  secrets: readonly string[],
): SignatureResult {
  const values = names.flatMap((name) => {
    const value = headers[name];
    return value === undefined || value === '' ? [] : [value, value.replace(/^(Bearer|Token) +/i, '')];
  });
  return anySecret(values[0], secrets, (secret) =>
    values.some((value) => equalInConstantTime(value, secret)),
  );
}
