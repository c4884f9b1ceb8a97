import { z } from 'zod';
import type { Scope, SecretSight } from '#cluster';
import { environmentVariable } from '#platform';

/** What `agent` is told on the command line. */
export interface AgentOptions {
  /** One name per context, in their order; none to use the clusters' UIDs. */
  readonly clusters: readonly string[];
  /** Contexts of the kubeconfig; its current one, or the pod's own cluster, when there is none. */
  readonly contexts: readonly string[];
}

/** What the process is told by its environment. */
export interface AgentSettings {
  readonly scope: Scope;
  readonly secrets: SecretSight;
  /** Where `/metrics` and `/healthz` are served; `null` for nowhere. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** The Lease that replicas elect their leader by; `null` where there is one process. */
  readonly lease: { readonly namespace: string; readonly name: string } | null;
  /** Name of this replica. */
  readonly identity: string | null;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: AgentSettings }
  | { readonly ok: false; readonly mistakes: readonly string[] };

const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const name = z.string().regex(NAME, 'is no name of a namespace');

const words = (text: string) => text.split(',').flatMap((word) => word.trim() || []);
const names = z.string().default('').transform(words).pipe(z.array(name));

const SETTINGS = z.object({
  PULLTRACE_AGENT_NAMESPACES: names,
  PULLTRACE_AGENT_EXCEPT_NAMESPACES: names,
  PULLTRACE_AGENT_SELECTOR: z.string().max(2_000).default(''),
  PULLTRACE_AGENT_SECRETS: z.enum(['none', 'exists', 'hosts']).default('none'),
  PULLTRACE_AGENT_LISTEN: z
    .string()
    .regex(/^.+:\d{1,5}$/, 'must be HOST:PORT')
    .optional(),
  PULLTRACE_AGENT_LEASE: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, 'must be NAMESPACE/NAME')
    .optional(),
  PULLTRACE_AGENT_IDENTITY: z.string().max(253).optional(),
});

/** Reads the environment; all mistakes are told together. */
export function readSettings(variable = environmentVariable): ReadSettings {
  const raw = Object.fromEntries(Object.keys(SETTINGS.shape).map((key) => [key, variable(key)]));
  const read = SETTINGS.safeParse(raw);
  if (!read.success) {
    return {
      ok: false,
      mistakes: read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`),
    };
  }
  const { data } = read;
  const [namespace, lease] = data.PULLTRACE_AGENT_LEASE?.split('/') ?? [];
  return {
    ok: true,
    settings: {
      scope: {
        namespaces: data.PULLTRACE_AGENT_NAMESPACES,
        exceptNamespaces: data.PULLTRACE_AGENT_EXCEPT_NAMESPACES,
        labels: data.PULLTRACE_AGENT_SELECTOR || null,
      },
      secrets: data.PULLTRACE_AGENT_SECRETS,
      listen: addressOf(data.PULLTRACE_AGENT_LISTEN),
      lease: namespace && lease ? { namespace, name: lease } : null,
      identity: data.PULLTRACE_AGENT_IDENTITY ?? null,
    },
  };
}

function addressOf(text: string | undefined): AgentSettings['listen'] {
  if (text === undefined) return null;
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(colon + 1)) };
}
