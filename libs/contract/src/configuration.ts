import { z } from 'zod';

/** A name that a source can give as its provider. */
export interface ProviderChoice {
  readonly id: string;
  /** Senders of this kind cannot sign, so their path must carry a token. */
  readonly unsigned?: boolean;
}

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `30d`: a whole number and a unit (ms, s, m, h, d). Read as milliseconds. */
export const Duration = z
  .string()
  .regex(/^\d{1,9}(ms|s|m|h|d)$/, 'must be a whole number and a unit: 30s, 15m, 12h, 400d')
  .transform((text) => {
    const [, count, unit] = /^(\d+)(\D+)$/.exec(text) ?? [];
    return Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  });

/** Ids stand in paths, so they are what a path can hold without escapes. */
const Id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    'must be lower-case letters, digits, . _ - and at most 63 characters',
  );

const HostName = z
  .string()
  .regex(/^[A-Za-z0-9[\]_.:-]{1,260}$/, 'must be a host name with an optional port, without scheme or path');

const HttpUrl = z.url({ protocol: /^https?$/, message: 'must be an http or https address' });

/** Source ids that the service uses itself. */
export const RESERVED_SOURCES = ['api', 'fetched'] as const;

/** An address or a network of addresses, IPv4 or IPv6. */
const Network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an address or a network: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32',
});

const Source = z.strictObject({
  id: Id,
  provider: z.string(),
  secrets: z.array(z.string().min(1, 'must not be empty')).max(10).default([]),
  token: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,256}$/, 'must be letters, digits, . _ ~ - because it stands in the path')
    .optional(),
  registryHost: HostName.optional(),
  /** Where deliveries may come from; anywhere when absent. */
  addresses: z.array(Network).min(1).max(500).optional(),
  /** Whom a vendor's own signature must vouch for: e-mails of service accounts, ARNs of SNS topics. */
  trust: z
    .strictObject({
      audience: z.string().min(1).optional(),
      identities: z.array(z.string().min(1)).min(1).max(100),
    })
    .optional(),
});

export type SourceEntry = z.output<typeof Source>;

const JobToken = z
  .strictObject({
    provider: z.enum(['github', 'gitlab']),
    issuer: HttpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
    audience: z.string().min(1).max(512),
    repositories: z.array(z.string().min(1).max(512)).min(1).max(1000),
    allowPrivate: z.boolean().default(false),
  })
  .refine(({ issuer, allowPrivate }) => allowPrivate || !issuer?.startsWith('http:'), {
    message: 'must be an https address unless allowPrivate is set',
    path: ['issuer'],
  });

const Registry = z
  .strictObject({
    host: HostName.transform((host) => host.toLowerCase()),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    insecure: z.boolean().default(false),
  })
  .refine(
    ({ username, password }) => (username === undefined) === (password === undefined),
    'takes a username and a password, or neither',
  );

const GitHub = z
  .strictObject({
    baseUrl: HttpUrl.default('https://api.github.com'),
    token: z.string().min(1).optional(),
    app: z
      .strictObject({
        id: z.union([z.string().min(1), z.number().int()]).transform(String),
        installationId: z.union([z.string().min(1), z.number().int()]).transform(String),
        privateKey: z.string().min(1),
      })
      .optional(),
  })
  .refine((github) => !(github.token && github.app), 'takes a token or an app, not both');

const GitLab = z.strictObject({
  baseUrl: HttpUrl.default('https://gitlab.com'),
  token: z.string().min(1).optional(),
});

const Channel = z.discriminatedUnion('kind', [
  z.strictObject({ id: Id, kind: z.literal('slack'), webhookUrl: HttpUrl }),
  z.strictObject({
    id: Id,
    kind: z.literal('webhook'),
    url: HttpUrl,
    secret: z.string().min(1),
    allowPrivate: z.boolean().default(false),
  }),
  z.strictObject({
    id: Id,
    kind: z.literal('github'),
    feedback: z.array(z.enum(['check_run', 'commit_status', 'pull_request_comment'])).min(1),
  }),
]);

const Pattern = z.string().min(1).max(512);

const Route = z.strictObject({
  match: z
    .strictObject({
      cluster: Pattern.optional(),
      namespace: Pattern.optional(),
      image: Pattern.optional(),
      cause: z.array(Pattern).min(1).optional(),
    })
    .default({}),
  channels: z.array(Id).min(1),
  wait: Duration.default(0),
  continue: z.boolean().default(false),
});

const Sections = z.strictObject({
  sources: z.array(Source).default([]),
  mappings: z.array(z.strictObject({ image: Pattern, repository: Pattern })).default([]),
  aliases: z.array(z.strictObject({ host: HostName, for: HostName })).default([]),
  registries: z.array(Registry).default([]),
  jobTokens: z.array(JobToken).max(100).default([]),
  trustedProxies: z.array(Network).max(500).default([]),
  github: GitHub.optional(),
  gitlab: GitLab.optional(),
  channels: z.array(Channel).default([]),
  routes: z.array(Route).default([]),
  retention: z
    .strictObject({
      deliveries: Duration.default(30 * MILLISECONDS.d),
      facts: Duration.default(400 * MILLISECONDS.d),
    })
    .prefault({}),
});

/** What `pulltrace.yaml` says. Durations are milliseconds. */
export type Configuration = z.output<typeof Sections>;

/** The schema of `pulltrace.yaml` where these providers exist. */
export function configurationSchema(providers: readonly ProviderChoice[]) {
  const sources = z.array(Source.superRefine((source, context) => checkSource(source, providers, context)));
  return Sections.extend({ sources: sources.default([]) }).check(crossReferences());
}

function checkSource(
  source: SourceEntry,
  providers: readonly ProviderChoice[],
  context: z.RefinementCtx,
): void {
  const refuse = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const provider = providers.find(({ id }) => id === source.provider);
  if ((RESERVED_SOURCES as readonly string[]).includes(source.id)) {
    refuse(['id'], 'is reserved for the service itself');
  }
  if (!provider) {
    const known = providers.map(({ id }) => id).sort();
    refuse(['provider'], `is none of: ${known.join(', ')}`);
  } else if (provider.unsigned && !source.token && !source.trust) {
    refuse([], `needs a token, because ${provider.id} cannot sign what it sends`);
  } else if (!provider.unsigned && source.secrets.length === 0 && !source.trust) {
    refuse([], 'needs secrets; without one nothing it sends can be accepted');
  }
}

/**
 * What one section says of another. It runs beside other mistakes too (`when`), so that all are told
 * at once; therefore it reads the sections without trusting their shape.
 */
function crossReferences() {
  const check = z.check<z.output<typeof Sections>>((payload) => {
    const refuse = (path: PropertyKey[], message: string) =>
      payload.issues.push({ code: 'custom', input: payload.value, path, message });
    for (const section of ['sources', 'channels'] as const) {
      const ids = idsOf(payload.value, section);
      ids.forEach((id, index) => {
        if (id !== undefined && ids.indexOf(id) < index)
          refuse([section, index, 'id'], 'is used before; ids must differ');
      });
    }
    const channels = idsOf(payload.value, 'channels');
    listOf(payload.value, 'routes').forEach((route, index) => {
      listOf(route, 'channels').forEach((id, position) => {
        if (channels.includes(id)) return;
        refuse(['routes', index, 'channels', position], `no channel has the id "${String(id)}"`);
      });
    });
  });
  check._zod.def.when = () => true;
  return check;
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;

function listOf(value: unknown, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}

const idsOf = (value: unknown, section: string) =>
  listOf(value, section).map((entry) => fieldOf(entry, 'id'));

/** Shorter keys are guessed; OWASP and RFC 2104 ask for far more, so this only catches slips. */
const SHORT_SECRET = 8;
const SHORT_TOKEN = 16;

/** What works and should still be looked at, one sentence each. */
export function configurationWarnings(config: Configuration): readonly string[] {
  return config.sources.flatMap((source, index) => [
    ...source.secrets.flatMap((secret, position) =>
      secret.length < SHORT_SECRET
        ? [
            `sources[${index}].secrets[${position}] (${source.id}) is shorter than ${SHORT_SECRET} characters and can be guessed`,
          ]
        : [],
    ),
    ...(source.token !== undefined && source.token.length < SHORT_TOKEN
      ? [
          `sources[${index}].token (${source.id}) is shorter than ${SHORT_TOKEN} characters and can be guessed`,
        ]
      : []),
  ]);
}
