export { verifyBasicAuth } from './basic-auth.js';
export { equalInConstantTime } from './constant-time.js';
export { SIGNATURE_TOLERANCE_SECONDS } from './freshness.js';
export { type HmacScheme, hmac, verifyHmacHeader } from './hmac-header.js';
export { verifyHttpSignature } from './http-signature.js';
export type { SignatureFailure, SignatureResult } from './signature-result.js';
export { standardWebhookKey, verifyStandardWebhook } from './standard-webhooks.js';
export { verifyAnyStaticHeader, verifyStaticHeader } from './static-header.js';
export { verifyTimestampedHmac } from './timestamped-hmac.js';
