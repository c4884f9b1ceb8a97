import type { Reply, Route } from './api-server.js';
import type { GitHubAttempt, GitHubState } from './github-state.js';

/** Webhooks of a repository, and what was tried to be delivered to them. */
export const hooksRoute =
  (state: GitHubState): Route =>
  (url, asked) => {
    const [, hookId, attemptId] = /\/hooks(?:\/(\d+)\/deliveries(?:\/(\d+))?)?$/.exec(url.pathname) ?? [];
    if (!/\/hooks/.test(url.pathname)) return null;
    if (hookId === undefined && asked.method === 'POST') {
      const { config, events } = JSON.parse(asked.body) as { config: { url: string }; events: string[] };
      state.hooks.push({ id: 1_000 + state.hooks.length, url: config.url, events, attempts: [] });
      return { status: 201, body: { id: 1_000 + state.hooks.length, ...JSON.parse(asked.body) } };
    }
    if (hookId === undefined) {
      return {
        body: state.hooks.map(({ id, url: address, events }) => ({
          id,
          type: 'Repository',
          active: true,
          events,
          config: { url: address },
        })),
      };
    }
    const hook = state.hooks.find(({ id }) => String(id) === hookId);
    if (!hook) return null;
    if (attemptId === undefined) return attemptsReply(hook, url);
    const attempt = hook.attempts.find(({ id }) => String(id) === attemptId);
    return attempt ? { body: { ...restAttempt(attempt), request: requestOf(attempt) } } : null;
  };

const restAttempt = ({ id, guid, event, deliveredAt, statusCode }: GitHubAttempt) => ({
  id,
  guid,
  event,
  delivered_at: deliveredAt,
  status_code: statusCode,
  status: statusCode === 200 ? 'OK' : 'failed to connect to host',
  redelivery: false,
  duration: 0.1,
});

const requestOf = ({ guid, event, payload }: GitHubAttempt) => ({
  headers: { 'X-GitHub-Delivery': guid, 'X-GitHub-Event': event, 'X-Hub-Signature-256': 'sha256=…' },
  payload,
});

/** By cursor, which stands in the `Link` header alone. */
function attemptsReply({ attempts }: GitHubState['hooks'][number], url: URL): Reply {
  const newest = [...attempts].sort((a, b) => b.id - a.id);
  const cursor = url.searchParams.get('cursor');
  const start = cursor === null ? 0 : newest.findIndex(({ id }) => `v1_${id}` === cursor);
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const next = newest[start + size];
  return {
    headers: next ? { link: `<https://api.github.com${url.pathname}?cursor=v1_${next.id}>; rel="next"` } : {},
    body: newest.slice(start, start + size).map(restAttempt),
  };
}
