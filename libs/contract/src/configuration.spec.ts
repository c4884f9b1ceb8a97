import { describe, expect, it } from 'vitest';
import { configurationSchema, configurationWarnings, Duration } from './configuration.js';

const schema = configurationSchema([{ id: 'github' }, { id: 'dockerhub', unsigned: true }, { id: 'ecr' }]);

function mistakes(value: unknown): string[] {
  const parsed = schema.safeParse(value);
  return (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('configurationSchema', () => {
  it('accepts every section and fills in what may be left out', () => {
    const parsed = schema.parse({
      sources: [
        { id: 'github-acme', provider: 'github', secrets: ['0123456789abcdef'] },
        { id: 'hub', provider: 'dockerhub', token: 'unguessable-path-token' },
        {
          id: 'trusted',
          provider: 'dockerhub',
          trust: { audience: 'https://x.test', identities: ['push@acme.test'] },
        },
        {
          id: 'bus',
          provider: 'ecr',
          secrets: ['0123456789abcdef'],
          registryHost: 'registry.acme.test:5000',
        },
      ],
      mappings: [{ image: 'registry.acme.test/shop/*', repository: 'acme/*' }],
      aliases: [{ host: 'mirror.acme.test', for: 'docker.io' }],
      registries: [{ host: 'Registry.acme.test', username: 'reader', password: 'p' }],
      github: { app: { id: 12, installationId: '34', privateKey: '-----BEGIN' } },
      gitlab: { token: 'glpat-x' },
      channels: [
        { id: 'ops', kind: 'slack', webhookUrl: 'https://hooks.slack.test/x' },
        {
          id: 'tooling',
          kind: 'webhook',
          url: 'https://hooks.acme.test/in',
          secret: 'whsec_MfKQ9r8GKYqrTwjU',
        },
        { id: 'commit', kind: 'github', feedback: ['check_run', 'pull_request_comment'] },
      ],
      routes: [{ match: { cluster: 'prod-*', cause: ['*'] }, channels: ['ops', 'commit'], wait: '30s' }],
      retention: { deliveries: '7d' },
    });
    expect(parsed.routes[0]).toMatchObject({ wait: 30_000, continue: false });
    expect(parsed.retention).toEqual({ deliveries: 7 * 86_400_000, facts: 400 * 86_400_000 });
    expect(parsed.github).toMatchObject({ baseUrl: 'https://api.github.com', app: { id: '12' } });
    expect(parsed.gitlab).toEqual({ baseUrl: 'https://gitlab.com', token: 'glpat-x' });
    expect(parsed.registries).toEqual([
      { host: 'registry.acme.test', username: 'reader', password: 'p', insecure: false },
    ]);
    expect(schema.parse({}).retention.deliveries).toBe(30 * 86_400_000);
  });

  it.each([
    [
      { sources: [{ id: 'a', provider: 'svn', secrets: ['x'] }] },
      'sources.0.provider: is none of: dockerhub, ecr, github',
    ],
    [{ sources: [{ id: 'a', provider: 'github' }] }, 'sources.0: needs secrets'],
    [{ sources: [{ id: 'a', provider: 'dockerhub' }] }, 'sources.0: needs a token'],
    [
      { sources: [{ id: 'a', provider: 'github', secrets: ['x'], addresses: ['203.0.113.0/33'] }] },
      'sources.0.addresses.0: must be an address or a network',
    ],
    [{ trustedProxies: ['proxy.acme.test'] }, 'trustedProxies.0: must be an address or a network'],
    [
      {
        jobTokens: [
          { provider: 'gitlab', issuer: 'http://git.acme.test', audience: 'x', repositories: ['acme/*'] },
        ],
      },
      'jobTokens.0.issuer: must be an https address unless allowPrivate is set',
    ],
    [{ jobTokens: [{ provider: 'github', audience: 'x', repositories: [] }] }, 'jobTokens.0.repositories: '],
    [{ sources: [{ id: 'api', provider: 'github', secrets: ['x'] }] }, 'sources.0.id: is reserved'],
    [{ sources: [{ id: 'A/b', provider: 'github', secrets: ['x'] }] }, 'sources.0.id: must be lower-case'],
    [{ sources: [{ id: 'a', provider: 'dockerhub', token: 'a/b' }] }, 'sources.0.token: must be letters'],
    [
      {
        sources: [
          { id: 'a', provider: 'github', secrets: ['x'] },
          { id: 'a', provider: 'github', secrets: ['x'] },
        ],
      },
      'sources.1.id: is used before',
    ],
    [{ routes: [{ channels: ['ops'] }] }, 'routes.0.channels.0: no channel has the id "ops"'],
    [
      { github: { token: 't', app: { id: 1, installationId: 2, privateKey: 'k' } } },
      'github: takes a token or an app',
    ],
    [{ registries: [{ host: 'https://registry.acme.test/x' }] }, 'registries.0.host: must be a host name'],
    [
      { registries: [{ host: 'registry.acme.test', username: 'reader' }] },
      'registries.0: takes a username and a password, or neither',
    ],
    [{ gitlab: { baseUrl: 'ftp://gitlab.acme.test' } }, 'gitlab.baseUrl: must be an http or https address'],
    [{ retention: { facts: '1 year' } }, 'retention.facts: must be a whole number and a unit'],
  ])('refuses %j', (value, message) => {
    expect(mistakes(value)).toEqual([expect.stringContaining(message)]);
  });

  it('tells mistakes of one section beside those between sections', () => {
    const found = mistakes({
      sources: [{ id: 'a', provider: 'svn', secrets: ['x'] }, { id: 'a' }],
      routes: [{ channels: ['ops'] }],
      extra: 1,
    });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringContaining('sources.0.provider: is none of'),
        expect.stringContaining('sources.1.provider: '),
        expect.stringContaining('sources.1.id: is used before'),
        expect.stringContaining('routes.0.channels.0: no channel'),
        expect.stringContaining('Unrecognized key'),
      ]),
    );
    expect(found).toHaveLength(5);
  });
});

describe('configurationWarnings', () => {
  it('points at secrets and tokens that can be guessed, without repeating them', () => {
    const config = schema.parse({
      sources: [
        { id: 'gh', provider: 'github', secrets: ['long-enough-secret', 'short'] },
        { id: 'hub', provider: 'dockerhub', token: 'tiny' },
      ],
    });
    const warnings = configurationWarnings(config);
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).toContain('sources[0].secrets[1] (gh)');
    expect(warnings.join()).not.toMatch(/"short"|tiny/);
  });
});

describe('Duration', () => {
  it.each([
    ['0s', 0],
    ['250ms', 250],
    ['15m', 900_000],
    ['12h', 43_200_000],
  ])('%s', (text, milliseconds) => {
    expect(Duration.parse(text)).toBe(milliseconds);
  });
});
