import type { CaseFile } from '../evidence/case-file.js';
import type { Deployment } from '../evidence/deployment.js';
import type { Retag } from '../evidence/retag.js';
import type { EvidenceItem, VerdictCommit } from '../verdict.js';
import { asCommit, asEvidence, shortSha } from './say.js';

// What is told beside the cause, whatever the cause is: content under the tag of another commit, and who brought the
// reference into a manifest.

/** One sentence: a tag that names one commit and holds what was built from another blames the wrong one. */
export function sayRetag({ push, named, built, before }: Retag): string {
  const from = before?.observation.tag ? `, pushed before as ${before.observation.tag}` : '';
  return `The tag ${push.observation.tag} names ${shortSha(named)}, but its content was built from ${shortSha(built.sha)}${from}.`;
}

/** The pushes that show it. */
export const retagEvidence = ({ push, before }: Retag): readonly EvidenceItem[] =>
  [push, ...(before ? [before] : [])].map((record) => ({ ...asEvidence(record), kind: 'retag' }));

/** The commit of the manifest repository, which is never the cause by itself. */
export const deployedBy = (file: CaseFile, { sha, repository }: Deployment): VerdictCommit =>
  asCommit(file, { sha, repository }, 'deployed_by');

/** What shows that this commit brought the reference. */
export function deploymentEvidence(deployment: Deployment | null): readonly EvidenceItem[] {
  if (!deployment) return [];
  const { record, sha, repository, because } = deployment;
  const text = `${shortSha(sha)} of ${repository} brought the reference: ${because}`;
  return [
    {
      id: `deployed:${sha}`,
      kind: 'deployment',
      at: record?.at ?? null,
      text,
      url: record?.observation.url ?? null,
    },
  ];
}
