import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Standalone, startStandalone } from '#app/standalone';
import { createLogger, newToken } from '#platform';
import { createTestDatabase } from './postgres.js';

export const GITHUB_SECRET = "It's a Secret to Everybody";
export const REGISTRY_SECRET = 'Bearer registry-says-hello';
export const GITLAB_TOKEN = 'gitlab-says-hello';
export const HUB_TOKEN = 'unguessable-path-token';

/** Sources of every kind of credential: signature, two signatures while one is rotated, static header, path token. */
const CONFIGURATION = `
sources:
  - {id: github, provider: github, secrets: ["${GITHUB_SECRET}"]}
  - {id: rotating, provider: github, secrets: ["the-new-secret", "the-old-secret"]}
  - {id: guarded, provider: github, secrets: ["${GITHUB_SECRET}"], token: "${HUB_TOKEN}"}
  - {id: gitlab, provider: gitlab, secrets: ["${GITLAB_TOKEN}"]}
  - {id: registry, provider: distribution, secrets: ["${REGISTRY_SECRET}"], registryHost: registry.acme.test}
  - {id: local-registry, provider: distribution, secrets: ["${REGISTRY_SECRET}"]}
  - {id: hub, provider: dockerhub, token: "${HUB_TOKEN}"}
`;

/** The whole service on a database of its own. */
export interface TestServer {
  readonly url: string;
  /** The database it stores to. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Values of the Authorization header, by scope. */
  readonly as: { readonly ingest: string; readonly read: string; readonly admin: string };
  /** Warnings and errors it logged, one JSON object each. */
  readonly log: readonly string[];
  /** Stops the service and removes its database and files. */
  stop(): Promise<void>;
}

/**
 * Starts API, worker, queue and store as `pulltrace up` does, on a free port, with a fresh database or
 * on the one given, and with these sources or with others (YAML).
 */
export async function startTestServer(
  given: {
    readonly databaseUrl?: string;
    /** A whole configuration in place of these sources. */
    readonly configuration?: string;
    /** Further sections beside these sources. */
    readonly sections?: string;
  } = {},
): Promise<TestServer> {
  const database = given.databaseUrl === undefined ? await createTestDatabase() : null;
  const databaseUrl = database?.url ?? given.databaseUrl ?? '';
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pulltrace-e2e-'));
  const configFile = path.join(dataDir, 'e2e.yaml');
  writeFileSync(configFile, given.configuration ?? `${CONFIGURATION}${given.sections ?? ''}`);
  const admin = newToken('admin');
  const settings = { dataDir, databaseUrl, configFile, bootstrapToken: admin, redisUrl: undefined };
  const listen = { host: '127.0.0.1', port: 0, fresh: false, only: 'all' as const };
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ level: 'warn', format: 'json', destination });
  const service = await startStandalone({ ...settings, ...listen }, log);
  return {
    url: service.url ?? '',
    databaseUrl,
    dataDir,
    log: lines,
    as: headersOf(service, admin),
    stop: async () => {
      await service.stop();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function headersOf({ tokens }: Standalone, admin: string): TestServer['as'] {
  return { ingest: `Bearer ${tokens.ingest}`, read: `Bearer ${tokens.read}`, admin: `Bearer ${admin}` };
}
