import { DEFAULT_BODY_LIMIT, type Normalised, normalised, type SourceAdapter } from '#pipeline';
import { readJson, verifyHmacHeader } from '#platform';
import { readActionRunEvent } from './gitea/action-run.js';
import { giteaPackageReader } from './gitea/package.js';
import { readCommitStatusEvent } from './github/commit-status.js';
import type { ForgeEventReader } from './github/envelope.js';
import { readPushEvent } from './github/push.js';
import { readCreateEvent, readDeleteEvent, readReleaseEvent } from './github/ref.js';
import { readWorkflowJobEvent } from './github/workflow-job.js';
import { readWorkflowRunEvent } from './github/workflow-run.js';

/** Event → what it says. Most formats are GitHub's (Gitea `modules/structs/hook.go`). */
const EVENTS: ReadonlyMap<string, ForgeEventReader> = new Map([
  ['push', readPushEvent],
  ['create', readCreateEvent],
  ['delete', readDeleteEvent],
  ['release', readReleaseEvent],
  ['status', readCommitStatusEvent],
  ['workflow_run', readWorkflowRunEvent],
  ['workflow_job', readWorkflowJobEvent],
  ['action_run_failure', readActionRunEvent],
  ['action_run_recover', readActionRunEvent],
  ['action_run_success', readActionRunEvent],
]);

/**
 * Gitea and Forgejo, their package registry included. They also send `X-GitHub-Event`, so the
 * configured source decides which adapter reads a delivery, never its headers.
 */
export const gitea: SourceAdapter = {
  id: 'gitea',
  title: 'Gitea, Forgejo',
  aliases: ['forgejo'],
  feeds: ['commits', 'builds', 'pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: [
    'x-gitea-signature',
    'x-forgejo-signature',
    'x-gogs-signature',
    'x-hub-signature',
    'x-hub-signature-256',
    // The optional static header of a hook.
    'authorization',
  ],
  identify: ({ headers }) => ({
    event: eventOf(headers) ?? null,
    deliveryId: headers['x-gitea-delivery'] ?? headers['x-forgejo-delivery'] ?? null,
  }),
  /** Bare hex, without the prefix that GitHub's header has. */
  verify: ({ body, headers }, { secrets }) =>
    verifyHmacHeader(body, headers['x-gitea-signature'] ?? headers['x-forgejo-signature'], secrets, {
      algorithm: 'sha256',
      prefix: '',
      encoding: 'hex',
    }),
  normalise({ headers, body }, { registryHost }): Normalised {
    const event = eventOf(headers) ?? '';
    const read = event === 'package' ? giteaPackageReader(registryHost) : EVENTS.get(event);
    if (read === undefined) return { ignored: 'unknown_event' };
    const document = readJson(body);
    if (!document.ok) return { ignored: 'unreadable_body' };
    const result = read(document.value, 'gitea');
    return Array.isArray(result) ? normalised(result) : { ignored: result };
  },
};

const eventOf = (headers: Readonly<Record<string, string>>) =>
  headers['x-gitea-event'] ?? headers['x-forgejo-event'];
