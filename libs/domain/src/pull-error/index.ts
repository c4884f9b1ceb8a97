export { PULL_ERROR_RULES } from './catalog.js';
export { classifyPullError } from './classify-pull-error.js';
export * from './families.js';
export * from './mechanisms/index.js';
export { renderMechanismsTable } from './mechanisms/render-mechanisms-table.js';
export type { PullErrorRule, RuleCondition, RuleExample } from './rule.js';
export { saysExpired } from './says-expired.js';
export * from './types.js';
