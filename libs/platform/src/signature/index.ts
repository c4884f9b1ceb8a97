export { awsConfirmationUrl, awsKeyUrl, verifyAwsDelivery } from './aws-delivery.js';
export { verifyBasicAuth } from './basic-auth.js';
export { bodyDigest } from './body-digest.js';
export { equalInConstantTime } from './constant-time.js';
export { SIGNATURE_TOLERANCE_SECONDS } from './freshness.js';
export { googlePushKeyUrl, verifyGooglePush } from './google-push.js';
export { type HmacScheme, hmac, verifyHmacHeader } from './hmac-header.js';
export { verifyHttpSignature } from './http-signature.js';
export { type IdTokenExpectation, type IdTokenResult, idTokenKeyId, verifyIdToken } from './id-token.js';
export type { SignatureFailure, SignatureResult } from './signature-result.js';
export { snsCertificateUrl, verifySnsSignature } from './sns-signature.js';
export { standardWebhookKey, verifyStandardWebhook } from './standard-webhooks.js';
export {
  OPERATOR_CREDENTIAL_HEADERS,
  verifyOperatorCredential,
  verifyStaticHeader,
} from './static-header.js';
export { verifyTimestampedHmac } from './timestamped-hmac.js';
