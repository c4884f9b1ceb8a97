import type { SourceSetup } from '#pipeline';

/** The source a vendor is to deliver to. */
export interface ConnectedSource {
  readonly id: string;
  readonly provider: string;
  readonly secret: string | null;
  readonly token: string | null;
  /** Its line is in the configuration; otherwise it has still to be added. */
  readonly isConfigured: boolean;
}

/** Where the source is delivered to. */
export function deliveryAddress(base: string, { id, token }: ConnectedSource): string {
  return `${base.replace(/\/+$/, '')}/v1/hooks/${id}${token === null ? '' : `/${token}`}`;
}

/** What to paste where, for a person who has the vendor's page open. */
export function connectText(title: string, setup: SourceSetup, source: ConnectedSource, url: string): string {
  const put = (text: string) =>
    text
      .replaceAll('{url}', url)
      .replaceAll('{secret}', source.secret ?? '')
      .replaceAll('{host}', new URL(url).host);
  // A sender that cannot sign goes by its address alone where the source has no secret.
  const fields = setup.fields.filter(([, value]) => source.secret !== null || !value.includes('{secret}'));
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  const list = (label: string, lines: readonly string[]) => (lines.length > 0 ? ['', label, ...lines] : []);
  return [
    ...(source.isConfigured
      ? []
      : [
          'First add this line under sources: of the configuration, and restart:',
          `  - ${yamlLine(source)}`,
          '',
        ]),
    `${title}: ${setup.where}`,
    `Needs ${setup.permission}.`,
    ...list(
      'Fields',
      fields.map(([name, value]) => `  ${name.padEnd(width)}  ${put(value)}`),
    ),
    ...list(
      'Events to tick',
      setup.events.map((event) => `  ${event}`),
    ),
    ...list(
      'To paste',
      (setup.snippet === undefined ? [] : put(setup.snippet).split('\n')).map((line) => `  ${line}`),
    ),
    ...list('Mind', setup.caution === undefined ? [] : [`  ${put(setup.caution)}`]),
    '',
    `See ${setup.docs}. After the first delivery \`pulltrace doctor\` tells that it came.`,
    '',
  ].join('\n');
}

function yamlLine({ id, provider, secret, token }: ConnectedSource): string {
  const secrets = secret === null ? '' : `, secrets: [${JSON.stringify(secret)}]`;
  return `{id: ${id}, provider: ${provider}${secrets}${token === null ? '' : `, token: ${JSON.stringify(token)}`}}`;
}
