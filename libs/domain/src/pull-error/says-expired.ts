import type { PullError } from './types.js';

/** Whether the text of a refused pull says itself that the credential has expired (ECR, GitLab, Azure: "token expired"). */
export const saysExpired = ({ detail }: PullError): boolean =>
  /token (has |is )?expired|expired token/i.test(detail);
