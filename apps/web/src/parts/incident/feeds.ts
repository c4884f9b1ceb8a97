export interface FeedView {
  /** The feed's code in the API. */
  readonly feed: string;
  readonly name: string;
  /** What a verdict knows from it. */
  readonly tells: string;
  /** How it is connected; shown when the server has no better hint. */
  readonly connect: string;
  /** A command that connects or feeds it, for a server at this address. */
  readonly command: ((server: string) => string) | null;
}

const AUTHORIZED = `-H "authorization: Bearer $PULLTRACE_TOKEN" -H 'content-type: application/json'`;

const post = (server: string, path: string, body: string) =>
  `curl ${AUTHORIZED} \\\n  -d '${body}' \\\n  ${server}${path}`;

/** The four feeds of the product, in the order in which they are worth connecting. */
export const FEEDS: readonly FeedView[] = [
  {
    feed: 'failures',
    name: 'Failures',
    tells: 'Which pods cannot pull, where, and what the node said.',
    connect: 'Run “pulltrace agent” beside each cluster, or send what a script sees to POST /v1/failures.',
    command: (server) =>
      `export PULLTRACE_URL=${server} PULLTRACE_TOKEN=<token of scope ingest>\npulltrace agent --cluster <name>`,
  },
  {
    feed: 'builds',
    name: 'Builds',
    tells: 'Which build should have made the image, and the step in which it failed.',
    connect: 'Add a webhook for pipelines or workflow runs in your forge, or report with POST /v1/builds.',
    command: (server) =>
      post(server, '/v1/builds', '{"repository": "acme/api", "commit": "<full id>", "status": "success"}'),
  },
  {
    feed: 'pushes',
    name: 'Pushes',
    tells: 'Which tags exist, under which exact name, and which were deleted.',
    connect: 'Add a webhook in your registry, or report from the pipeline with POST /v1/pushes.',
    command: (server) =>
      post(server, '/v1/pushes', '{"repository": "registry.acme.test/shop/api", "tag": "1.9.0"}'),
  },
  {
    feed: 'commits',
    name: 'Commits',
    tells: 'What changed, on which branch, and by whom.',
    connect: 'Add a webhook for pushes to branches in your forge.',
    command: null,
  },
];
