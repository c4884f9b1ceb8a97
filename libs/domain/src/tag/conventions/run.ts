import type { Reading, TagConvention, TagWriter } from '../convention.js';
import { compactDate, metadataSanitise } from './rendering.js';

function run(
  id: string,
  tool: string,
  setting: string,
  names: 'runNumber' | 'runId',
  render: TagWriter['render'],
): TagWriter {
  return { id, tool, setting, names, render };
}

/** Longer than this no counter gets; what is longer is an id the provider gives out. */
const RUN_NUMBER_DIGITS = 6;

export const runNumber: TagConvention = {
  id: 'run_number',
  family: 'number',
  title: "the number of the build, from the pipeline's own counter or the provider's ids",
  source:
    'Jenkins `BUILD_NUMBER`, CircleCI `CIRCLE_BUILD_NUM`, GitLab `CI_PIPELINE_IID`, GitHub `run_number`',
  writers: [
    run('jenkins_build_number', 'Jenkins', '`$BUILD_NUMBER`', 'runNumber', (ref) => String(ref.runNumber)),
    run(
      'github_run_number',
      'GitHub Actions',
      '`build-${{ github.run_number }}`',
      'runNumber',
      (ref) => `build-${ref.runNumber}`,
    ),
    run('circle_build_num', 'CircleCI', '`$CIRCLE_BUILD_NUM`', 'runNumber', (ref) => String(ref.runNumber)),
    run('azure_build_id', 'Azure Pipelines', '`$(Build.BuildId)`', 'runId', (ref) => String(ref.runId)),
    run('github_run_id', 'GitHub Actions', '`${{ github.run_id }}`', 'runId', (ref) => String(ref.runId)),
    run('gitlab_pipeline_id', 'GitLab CI', '`$CI_PIPELINE_ID`', 'runId', (ref) => String(ref.runId)),
  ],
  derive: ({ text, marker }) => {
    if (marker === 'commit' || !/^\d{1,20}$/.test(text)) return [];
    const value = text.replace(/^0+(?=\d)/, '');
    const isCounter = value.length <= RUN_NUMBER_DIGITS;
    return [
      { kind: 'run_number', value, strength: isCounter ? 0.85 : 0.5 },
      { kind: 'run_id', value, strength: isCounter ? 0.6 : 0.75 },
    ];
  },
};

const PULL_REQUEST = /^(?:pr|pull|mr|pull-request|merge-request)[-_.]?\d+$/i;

export const runNumberInText: TagConvention = {
  id: 'run_number_in_text',
  family: 'number',
  title: 'the number of the build after a branch, a job or a version',
  source: 'Jenkins `${BRANCH_NAME}-${BUILD_NUMBER}` and `BUILD_TAG` (`jenkins-<job>-<n>`)',
  writers: [
    run('jenkins_branch_number', 'Jenkins', '`${BRANCH_NAME}-${BUILD_NUMBER}`', 'runNumber', (ref) =>
      metadataSanitise(`${ref.branch}-${ref.runNumber}`),
    ),
    run('jenkins_build_tag', 'Jenkins', '`$BUILD_TAG`', 'runNumber', (ref) =>
      metadataSanitise(`jenkins-api-${ref.branch}-${ref.runNumber}`),
    ),
    run('version_build', 'shell scripts', '`1.2.3-$BUILD_NUMBER`', 'runNumber', (ref) =>
      metadataSanitise(`${ref.gitTag}-${ref.runNumber}`),
    ),
    run(
      'run_attempt',
      'GitHub Actions',
      '`${{ github.run_number }}-${{ github.run_attempt }}`',
      'runNumber',
      (ref) => `${ref.runNumber}-${ref.runAttempt}`,
    ),
  ],
  derive: ({ text, marker }) => {
    if (marker === 'commit') return [];
    const readings: Reading[] = [];
    const last = /([-_.])(\d{1,9})$/.exec(text);
    if (last?.[2]) {
      const isWeak = last[1] === '.' || PULL_REQUEST.test(text);
      const strength = text.startsWith('jenkins-') ? 0.85 : isWeak ? 0.3 : 0.5;
      readings.push({ kind: 'run_number', value: String(Number(last[2])), strength });
    }
    const attempt = /^(\d{1,9})[-_.]\d{1,2}$/.exec(text);
    if (attempt?.[1])
      readings.push({ kind: 'run_number', value: String(Number(attempt[1])), strength: 0.55 });
    return readings;
  },
};

export const azureBuildNumber: TagConvention = {
  id: 'azure_build_number',
  family: 'number',
  title: "Azure Pipelines' build number, the day and a counter",
  source: 'Azure Pipelines: the default run name `$(Date:yyyyMMdd).$(Rev:r)`',
  writers: [
    run(
      'azure_build_number',
      'Azure Pipelines',
      '`$(Build.BuildNumber)`',
      'runNumber',
      (ref) => `${compactDate(ref.startedAt)}.${ref.runNumber}`,
    ),
  ],
  derive: ({ text }) => {
    const match = /^(20\d{2}[01]\d[0-3]\d)\.(\d{1,9})$/.exec(text);
    return match?.[2]
      ? [
          { kind: 'run_number', value: text, strength: 0.85 },
          { kind: 'run_number', value: match[2], strength: 0.4 },
        ]
      : [];
  },
};
