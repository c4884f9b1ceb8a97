import type { Standalone } from './start-standalone.js';

/** What `up` prints once it takes deliveries: the address, the page, the ingest token and the sources. */
export function announcement({ url, dataDir, tokens, configuration, warnings }: Standalone): string {
  if (url === null) return 'Pulltrace works the queue. It takes no requests in this process.\n';
  const { sources } = configuration.configuration;
  return [
    'Pulltrace is running.',
    '',
    `  Page          ${url}/#token=${tokens.read}`,
    `  API           ${url} (described at ${url}/docs)`,
    `  Ingest token  ${tokens.ingest}`,
    `  Data          ${dataDir}`,
    '',
    `Sources (${configuration.file}${configuration.generated ? ', made just now; the secrets are shown once' : ''}):`,
    ...sources.map((source) => sourceLine(url, source, configuration.generated)),
    ...(sources.length === 0 ? ['  none: no webhook is accepted until the configuration names one'] : []),
    ...warnings.map((warning) => `Warning: ${warning}`),
    '',
  ].join('\n');
}

type Source = Standalone['configuration']['configuration']['sources'][number];

function sourceLine(url: string, { id, secrets, token }: Source, showSecrets: boolean): string {
  const shownToken = showSecrets ? token : '<token>';
  const address = `${url}/v1/hooks/${id}${token === undefined ? '' : `/${shownToken}`}`;
  const secret = showSecrets && secrets[0] !== undefined ? `  secret ${secrets[0]}` : '';
  return `  ${id.padEnd(16)} ${address}${secret}`;
}
