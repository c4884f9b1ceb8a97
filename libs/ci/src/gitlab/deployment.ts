import { commitIdInUrl, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { statusOf } from '../build-status.js';
import { projectFields, projectPath } from './project.js';
import { GITLAB_STATUS } from './status.js';

const { shape, text, time } = lenient;

export const deploymentSchema = shape({
  ...projectFields,
  status: text,
  status_changed_at: time,
  environment: text,
  ref: text,
  commit_url: text,
  user: shape({ username: text, name: text }),
});

/** `deployment`: the only full commit id is in the commit's address. No build, so kept as `other`. */
export function observeDeployment(deployment: lenient.Read<typeof deploymentSchema>): Observation[] {
  const names = readRef(deployment.ref);
  return [
    {
      kind: 'other',
      provider: 'gitlab',
      event: 'deployment',
      repository: projectPath(deployment),
      commit: commitIdInUrl(deployment.commit_url),
      branch: names.branch,
      status: statusOf(GITLAB_STATUS, deployment.status),
      environment: deployment.environment,
      actor: deployment.user?.username ?? deployment.user?.name,
      occurredAt: deployment.status_changed_at,
    },
  ];
}
