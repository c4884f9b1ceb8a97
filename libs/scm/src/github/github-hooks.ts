import type { FetchedDelivery, ForgeAnswer, ForgeHook, HookAttempt, HookLog, HookMaker } from '#pipeline';
import { doubt } from '../doubt.js';
import { asWebhook } from './fetched-run.js';
import { type GitHubClient, ownerAndName } from './github-client.js';

const PAGE = 100;

/** What Pulltrace reads of a repository. Package events come for packages that are linked to it. */
export const GITHUB_HOOK_EVENTS = ['push', 'workflow_run', 'workflow_job', 'package'] as const;

/** The deliveries that GitHub keeps of a repository's webhooks, and the making of one. */
export class GitHubHooks implements HookLog, HookMaker {
  constructor(private readonly client: GitHubClient) {}

  async hooksOf(repository: string): Promise<ForgeAnswer<readonly ForgeHook[]>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask((rest) => rest.repos.listWebhooks({ ...name, per_page: PAGE }));
    if (!found.ok) return found;
    return {
      ok: true,
      value: found.value.flatMap(({ id, config, events }) =>
        config.url ? [{ id: String(id), url: config.url, events }] : [],
      ),
    };
  }

  async attemptsOf(
    repository: string,
    hook: string,
    cursor: string | null,
  ): Promise<ForgeAnswer<{ readonly items: readonly HookAttempt[]; readonly next: string | null }>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask(async (rest) => {
      const { data, headers } = await rest.repos.listWebhookDeliveries({
        ...name,
        hook_id: Number(hook),
        per_page: PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      return { data: { attempts: data, next: cursorIn(headers.link) } };
    });
    if (!found.ok) return found;
    const items = found.value.attempts.map(({ id, guid, event, delivered_at, status_code }) => ({
      id: String(id),
      deliveryId: guid,
      event,
      deliveredAt: delivered_at,
      succeeded: status_code >= 200 && status_code < 300,
    }));
    return { ok: true, value: { items, next: found.value.next } };
  }

  async payloadOf(repository: string, hook: string, attempt: string): Promise<ForgeAnswer<FetchedDelivery>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const found = await this.client.ask((rest) =>
      rest.repos.getWebhookDelivery({ ...name, hook_id: Number(hook), delivery_id: Number(attempt) }),
    );
    if (!found.ok) return found;
    const { event, guid, request } = found.value;
    if (request.payload === null) return doubt('absent');
    const delivery = asWebhook(event, request.payload);
    return { ok: true, value: { ...delivery, headers: { ...delivery.headers, 'x-github-delivery': guid } } };
  }

  async connect(
    repository: string,
    { url, secret }: { readonly url: string; readonly secret: string },
  ): Promise<ForgeAnswer<'made' | 'was_there'>> {
    const name = ownerAndName(repository);
    if (!name) return doubt('absent');
    const hooks = await this.hooksOf(repository);
    if (!hooks.ok) return hooks;
    if (hooks.value.some((hook) => hook.url === url)) return { ok: true, value: 'was_there' };
    const made = await this.client.ask((rest) =>
      rest.repos.createWebhook({
        ...name,
        config: { url, secret, content_type: 'json', insecure_ssl: '0' },
        events: [...GITHUB_HOOK_EVENTS],
        active: true,
      }),
    );
    return made.ok ? { ok: true, value: 'made' } : made;
  }
}

/** The cursor of the next page: the REST API gives it in the `Link` header only ("Using pagination in the REST API"). */
function cursorIn(link: string | undefined): string | null {
  const target = /<([^>]*)>; *rel="next"/.exec(link ?? '')?.[1];
  return target !== undefined && URL.canParse(target) ? new URL(target).searchParams.get('cursor') : null;
}
