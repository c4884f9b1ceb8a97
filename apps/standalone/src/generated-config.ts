import type { SourceAdapter } from '#pipeline';

export interface GeneratedSource {
  readonly id: string;
  readonly provider: string;
  readonly secrets: readonly string[];
  readonly token?: string;
}

/** One source per provider: a secret where the sender can show one, a token in the path where it cannot. */
export function generateSources(
  adapters: readonly SourceAdapter[],
  newSecret: () => string,
): readonly GeneratedSource[] {
  return adapters.map(({ id, unsigned }) =>
    unsigned
      ? { id, provider: id, secrets: [], token: newSecret() }
      : { id, provider: id, secrets: [newSecret()] },
  );
}

/** The sources as a file that a person can go on with; the format is that of any configuration. */
export function configText(sources: readonly GeneratedSource[]): string {
  const lines = sources.map(({ id, provider, secrets, token }) => {
    const credential =
      token === undefined ? `secrets: ${JSON.stringify(secrets)}` : `token: ${JSON.stringify(token)}`;
    return `  - {id: ${id}, provider: ${provider}, ${credential}}`;
  });
  return [
    '# Made by the first start with one source per provider. Change it as you like; it is read at each start.',
    '# A source is delivered to at /v1/hooks/<id>, or at /v1/hooks/<id>/<token> where it has a token.',
    'sources:',
    ...lines,
    '',
  ].join('\n');
}
