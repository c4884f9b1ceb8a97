import { lenient } from '#platform';

const { list, shape, text, textMap, time } = lenient;

const repoSourceFields = shape({ repoName: text, branchName: text, tagName: text, commitSha: text });
const gitSourceFields = shape({ url: text, revision: text });
const connectedFields = shape({ repository: text, revision: text });

/** A `Build` resource (Cloud Build REST reference, `projects.builds`). */
export const buildSchema = shape({
  id: text,
  status: text,
  logUrl: text,
  buildTriggerId: text,
  createTime: time,
  startTime: time,
  finishTime: time,
  substitutions: textMap,
  source: shape({
    repoSource: repoSourceFields,
    gitSource: gitSourceFields,
    connectedRepository: connectedFields,
  }),
  sourceProvenance: shape({
    resolvedRepoSource: repoSourceFields,
    resolvedGitSource: gitSourceFields,
    resolvedConnectedRepository: connectedFields,
  }),
  steps: list(shape({ id: text, name: text, status: text })),
  images: list(text),
  results: shape({ images: list(shape({ name: text, digest: text })) }),
});

export type Build = lenient.Read<typeof buildSchema>;
