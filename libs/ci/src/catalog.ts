import type { SourceAdapter } from '#pipeline';
import { azuredevops } from './azuredevops.js';
import { bitbucket } from './bitbucket.js';
import { bitbucketServer } from './bitbucket-server.js';
import { buildkite } from './buildkite.js';
import { cdevents } from './cdevents.js';
import { circleci } from './circleci.js';
import { cloudbuild } from './cloudbuild.js';
import { codebuild } from './codebuild.js';
import { drone } from './drone.js';
import { gitea } from './gitea.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { jenkins } from './jenkins.js';
import { teamcity } from './teamcity.js';
import { tekton } from './tekton.js';

/** Every CI provider, one line each. */
export const ciCatalog: readonly SourceAdapter[] = [
  github,
  gitlab,
  gitea,
  bitbucket,
  bitbucketServer,
  jenkins,
  circleci,
  buildkite,
  azuredevops,
  drone,
  teamcity,
  tekton,
  cdevents,
  cloudbuild,
  codebuild,
];
