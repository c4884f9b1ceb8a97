export { commitIdInUrl, commitIdOf, isZeroCommit } from './commit-id.js';
export { type RefNames, readRef } from './git-ref.js';
export { readImagePackageUrl } from './package-url.js';
export { type RepositoryAddress, readRepositoryAddress, repositoryPathOf } from './repository-path.js';
export {
  builtImage,
  imageDigestOf,
  imageRepositoryAt,
  imageTagOf,
  isHostedRepository,
  readWrittenImage,
  type WrittenImage,
} from './written-image.js';
