import {
  type CaseFile,
  diagnose,
  hasEnded,
  type ImageReference,
  makersOf,
  type Outlook,
  openCase,
  originOf,
  outlookOf,
  parseImageReference,
  type ReferenceError,
  runsOf,
  sayThere,
  type Verdict,
} from '#domain';
import { gatherEvidence } from '../gather-evidence.js';
import type { EvidenceSource, ImageSettings, IncidentReader } from '../ports/index.js';
import {
  type BuildView,
  buildView,
  type CommitView,
  commitView,
  type DeletionView,
  deletionViews,
  type PushView,
  pushViews,
} from './build-view.js';

export interface TraceDeps {
  readonly evidence: EvidenceSource;
  readonly incidents: Pick<IncidentReader, 'openOn' | 'get'>;
  readonly settings: ImageSettings;
  readonly now: () => Date;
}

export interface TraceInput {
  readonly image: string;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
}

export type TraceState = 'available' | 'building' | 'missing' | 'deleted' | 'unknown';

/** Would this reference pull, and who made it: as the API answers it. */
export interface TraceView {
  readonly image: {
    readonly reference: string;
    readonly registry: string;
    readonly repository: string;
    readonly tag: string | null;
    readonly digest: string | null;
  };
  readonly state: TraceState;
  readonly summary: string;
  readonly outlook: Outlook;
  readonly verdict: Verdict | null;
  readonly incidents: readonly string[];
  readonly commit: CommitView | null;
  readonly builds: readonly BuildView[];
  readonly pushes: readonly PushView[];
  readonly deletions: readonly DeletionView[];
}

export type TraceAnswer =
  | { readonly ok: true; readonly trace: TraceView }
  | { readonly ok: false; readonly error: ReferenceError };

/**
 * Answers for a reference, failing or not. The verdict of an open incident on it is the answer;
 * otherwise the question is decided from the evidence as if somebody asked for the image now.
 */
export async function traceImage(deps: TraceDeps, input: TraceInput): Promise<TraceAnswer> {
  const parsed = parseImageReference(input.image);
  if (!parsed.ok) return { ok: false, error: parsed.error };
  const image = parsed.reference;
  const incidents = await deps.incidents.openOn(image.canonical, input);
  const now = deps.now().toISOString();
  const { snapshot } = await gatherEvidence(deps.evidence, deps.settings, image, []);
  const file = openCase(snapshot, now);
  const incident = incidents[0] ? await deps.incidents.get(incidents[0]) : null;
  const state = stateOf(file);
  const decided: Verdict = { ...diagnose(snapshot, now), version: 0, decidedAt: now };
  const verdict = incident ? incident.verdict : state === 'available' ? null : decided;
  return {
    ok: true,
    trace: {
      image: partsOf(image),
      state,
      outlook: outlookOf(file),
      incidents,
      verdict,
      ...provenance(file),
      summary: verdict?.summary ?? sayThere(file),
    },
  };
}

function stateOf(file: CaseFile): TraceState {
  const { state } = file.history;
  if (state === 'present') return 'available';
  if (state === 'deleted') return 'deleted';
  const makers = makersOf(file);
  if (makers.some(({ run }) => !hasEnded(run.status) && run.status !== 'unknown')) return 'building';
  return file.pushes.length > 0 || makers.length > 0 ? 'missing' : 'unknown';
}

function partsOf(image: ImageReference): TraceView['image'] {
  const { canonical, registry, repository, tag, digest } = image;
  return { reference: canonical, registry, repository, tag, digest };
}

/** A trace lists at most this many of each; the lists of the API have the rest. */
const SHOWN = 20;

function provenance(file: CaseFile): Pick<TraceView, 'commit' | 'builds' | 'pushes' | 'deletions'> {
  const { lastPush, deletion } = file.history;
  const origin = (lastPush && originOf(file, lastPush)) ?? file.commit;
  const runs = origin ? runsOf(file, origin) : makersOf(file).map(({ run }) => run);
  return {
    commit: origin ? commitView(origin.sha, origin.repository, file.snapshot.observations) : null,
    builds: runs.slice(0, SHOWN).map(buildView),
    pushes: pushViews(file.history.pushes).slice(0, SHOWN),
    deletions: deletionViews(deletion ? [deletion] : []),
  };
}
