import type { TagConvention } from './convention.js';
import { commitInText, gitDescribe } from './conventions/commit-in-text.js';
import { digitsSha, fullSha, shortSha, treeSha } from './conventions/commit-sha.js';
import { date } from './conventions/date.js';
import { gitTag, packageGitTag } from './conventions/git-tag.js';
import { pep440 } from './conventions/python-version.js';
import { branch, mutableName, pullRequest } from './conventions/ref.js';
import { azureBuildNumber, runNumber, runNumberInText } from './conventions/run.js';
import { calendarVersion, movingVersion, semver, versionSlug } from './conventions/version.js';

/** Every convention, the strongest first. Their order decides nothing but the order of the documentation. */
export const TAG_CONVENTIONS: readonly TagConvention[] = [
  fullSha,
  gitDescribe,
  shortSha,
  commitInText,
  digitsSha,
  treeSha,
  semver,
  packageGitTag,
  calendarVersion,
  pep440,
  versionSlug,
  movingVersion,
  gitTag,
  pullRequest,
  branch,
  azureBuildNumber,
  runNumber,
  runNumberInText,
  date,
  mutableName,
];
