import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

// The package is one JSON file, and its types want another package.
const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Payload[];
}[];

interface Payload {
  readonly workflow_run: object;
  readonly repository: object;
}

/** A body that GitHub could send, and the headers that are the same for each of its deliveries. */
export interface SampleDelivery {
  readonly name: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The header that makes each delivery one of its own (GitHub docs, "Delivery headers"). */
export const DELIVERY_ID_HEADER = 'x-github-delivery';

/** Signs a body as GitHub does (GitHub docs, "Validating webhook deliveries"). */
export function signed(event: string, body: Buffer, secret: string): SampleDelivery['headers'] {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-event': event,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}

/** The two sizes that are measured: what a workflow run takes, and next to nothing. */
export function sampleDeliveries(secret: string): readonly SampleDelivery[] {
  const large = workflowRun();
  const small = Buffer.from(JSON.stringify({ zen: 'Keep it logically awesome.', padding: '.'.repeat(144) }));
  return [
    { name: 'workflow_run', body: large, headers: signed('workflow_run', large, secret) },
    { name: 'small', body: small, headers: signed('ping', small, secret) },
  ];
}

/**
 * A completed run of @octokit/webhooks-examples, whose 19 kB are cut to about 8 kB: the run's two copies of the
 * repository, the repository's address templates and the organization are left out.
 */
function workflowRun(): Buffer {
  const example = examples.find(({ name }) => name === 'workflow_run')?.examples[1];
  if (!example) throw new Error('the examples have no second workflow run');
  const repository = Object.entries(example.repository).filter(([, value]) => !String(value).includes('{'));
  const payload = {
    ...example,
    organization: undefined,
    workflow_run: { ...example.workflow_run, repository: undefined, head_repository: undefined },
    repository: Object.fromEntries(repository),
  };
  return Buffer.from(JSON.stringify(payload));
}
