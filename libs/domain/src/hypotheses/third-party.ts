import { registryKind } from '../image/index.js';
import { mechanismOf } from '../pull-error/index.js';
import { ABSENT, type Hypothesis } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { nodeSays, wanted } from './say.js';

/** Registries that mostly serve other people's images. */
const PUBLIC_KINDS = new Set(['docker_hub', 'quay', 'ecr_public', 'mcr', 'registry_k8s_io', 'gcr', 'ghcr']);

/** Not one of our builds: no push, no build and no mapping was ever seen for the repository. */
export const thirdParty: Hypothesis = {
  name: 'third-party',
  causes: ['third_party_image'],
  classes: ABSENT.filter((of) => of !== null),
  needs: 'a public registry, and no push, build or mapping of the repository',
  examine(file) {
    const { image, error } = file.snapshot;
    const known =
      file.pushes.length > 0 || file.deletions.length > 0 || file.links.length > 0 || file.makers.length > 0;
    if (known || file.commit?.firm || !PUBLIC_KINDS.has(registryKind(image.registry).kind)) return null;
    return {
      cause: 'third_party_image',
      weight: 'absence',
      summary: `${wanted(file)} is not one of the builds seen here: no push, build or mapping of ${image.repository} is known.`,
      fixes: error ? mechanismOf(error.class).fixes : [],
      basis: [],
      facts: nodeSays(file),
      lookedFor: [
        noPush(file),
        {
          what: `a build that makes ${image.repository}`,
          found: false,
          where: 'build reports and the configuration',
        },
      ],
    };
  },
};
