import type { CommitReport } from '../report.js';
import { type Cell, code, type ReportDocument, type Section, text } from './document.js';
import { renderHtml } from './html.js';
import { renderMarkdown } from './markdown.js';
import type { ReadonlyDeep } from './readonly-deep.js';

type Report = ReadonlyDeep<CommitReport>;

/** The report as Markdown that fits a pull request comment. */
export const commitReportMarkdown = (report: Report): string => renderMarkdown(commitReportDocument(report));

/** The report as a page that stands alone. */
export const commitReportHtml = (report: Report): string => renderHtml(commitReportDocument(report));

function commitReportDocument(report: Report): ReportDocument {
  const { commit } = report;
  const where = commit.repository === '' ? [] : [text('in'), code(commit.repository)];
  return {
    title: [text('Commit'), code(commit.sha.slice(0, 12), commit.url), ...where],
    summary: report.summary,
    sections: [aboutCommit(report), failing(report), builds(report), pushes(report), deletions(report)],
  };
}

function aboutCommit({ commit }: Report): Section {
  const [subject = ''] = (commit.message ?? '').split('\n');
  const known = commit.author !== null || subject !== '';
  const row = [code(commit.author ?? ''), code(subject), text(commit.committedAt)];
  return { title: 'Commit', columns: ['Author', 'Message', 'Committed'], rows: known ? [row] : [] };
}

/** One row for each workload an open incident affects. */
function failing({ incidents }: Report): Section {
  const rows = incidents
    .filter((incident) => incident.state === 'open')
    .flatMap((incident) => {
      const why = text(incident.verdict?.summary ?? incident.error.class);
      const level = text(incident.verdict?.level ?? '');
      const image = code(incident.image.reference);
      const { workloads, namespaces, clusters } = incident.scope;
      const places: Cell[][] =
        workloads.length > 0
          ? workloads.map((w) => [code(w.cluster), code(w.namespace), code(`${w.kind}/${w.name}`)])
          : [[code(clusters.join(', ')), code(namespaces.join(', ')), text('')]];
      return places.map((place) => [...place, image, level, why]);
    });
  return {
    title: 'Failing now',
    columns: ['Cluster', 'Namespace', 'Workload', 'Image', 'Level', 'Why'],
    rows,
  };
}

function builds(report: Report): Section {
  const rows = report.builds.map((build) => {
    const failed =
      build.jobs.find((job) => job.failedStep !== null) ?? build.jobs.find((job) => job.status === 'failure');
    const name = build.number === null ? build.id : `#${build.number}`;
    const attempt = build.attempt > 1 ? ` (attempt ${build.attempt})` : '';
    return [
      code(`${build.workflow ?? build.provider} ${name}${attempt}`, build.url),
      text(build.status),
      code(failed?.name ?? ''),
      code(failed?.failedStep ?? ''),
      text(build.finishedAt ?? build.startedAt),
    ];
  });
  return { title: 'Builds', columns: ['Build', 'Status', 'Failed job', 'Failed step', 'Time'], rows };
}

function pushes(report: Report): Section {
  const rows = report.pushes.map((push) => [
    code(push.tag === null ? push.repository : `${push.repository}:${push.tag}`),
    code(push.digest ?? ''),
    text(push.platforms.join(', ')),
    text(push.at),
  ]);
  return { title: 'Pushed', columns: ['Image', 'Digest', 'Platforms', 'Time'], rows };
}

function deletions(report: Report): Section {
  const rows = report.deletions.map((deletion) => [
    code(deletion.tag === null ? deletion.repository : `${deletion.repository}:${deletion.tag}`),
    code(deletion.digest ?? ''),
    code(deletion.rule ?? ''),
    text(deletion.at),
  ]);
  return { title: 'Deleted', columns: ['Image', 'Digest', 'Rule', 'Time'], rows };
}
