import type { FetchedDelivery, FetchedRun } from '#pipeline';

/** What of a run in the REST API is looked at here; the rest goes on as it came. */
export interface RestRun {
  readonly id: number;
  readonly run_attempt?: number;
  readonly created_at: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  /** `null` once the fork is deleted. */
  readonly head_repository: { readonly full_name: string } | null;
  readonly repository: { readonly full_name: string; readonly html_url: string };
}

/** An object of the REST API in the envelope of the webhook that carries the same object. */
export function asWebhook(event: string, body: object): FetchedDelivery {
  return {
    provider: 'github',
    event,
    headers: { 'content-type': 'application/json', 'x-github-event': event },
    body: Buffer.from(JSON.stringify(body), 'utf8'),
  };
}

/** The words of `workflow_run` events for the states of a run (GitHub docs, "Webhook events and payloads"). */
const actionOf = (status: string | null) =>
  status === 'completed' || status === 'in_progress' ? status : 'requested';

/** A run of the REST API as the webhook `workflow_run` has it. */
export function fetchedRun(run: RestRun): FetchedRun {
  const { full_name, html_url } = run.repository;
  return {
    id: String(run.id),
    attempt: run.run_attempt ?? 1,
    createdAt: run.created_at,
    settled: run.status === 'completed',
    succeeded: run.conclusion === 'success',
    ofFork: run.head_repository?.full_name !== full_name,
    delivery: asWebhook('workflow_run', {
      action: actionOf(run.status),
      workflow_run: run,
      repository: { full_name, html_url },
    }),
  };
}
