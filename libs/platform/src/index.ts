export { type Clock, systemClock } from './clock.js';
export * from './config/index.js';
export * from './embedded-postgres/index.js';
export * from './envelope/index.js';
export {
  type OutboundAnswer,
  type OutboundFailure,
  type OutboundGet,
  outboundGet,
} from './http/outbound-get.js';
export { createIdSource, type IdSource, uuidv7 } from './ids.js';
export { type Instance, readInstance, removeInstance, writeInstance } from './instance/instance-file.js';
export { type JsonResult, MAX_JSON_DEPTH, readJson, readJsonText } from './json/read-json.js';
export { type DocumentResult, readDocument } from './lenient/read-document.js';
export * as lenient from './lenient/schema.js';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel, silentLogger } from './logger/logger.js';
export { redactSecrets } from './logger/redact.js';
export { packageRoot, packageVersion } from './package.js';
export { type ClosingStep, closeInOrder, untilSignal } from './shutdown/shutdown.js';
export * from './signature/index.js';
export { type ParsedTime, parseTime } from './time/parse-time.js';
export { hashToken, newSecret, newToken } from './token/token.js';
