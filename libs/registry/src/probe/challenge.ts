/** How a registry wants to be told who asks (RFC 9110, section 11.6.1). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service: string | null };

const SCHEME = /(?:^|,)\s*(basic|bearer)(?=\s|,|$)/gi;
const PARAMETER = /([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** Reads `WWW-Authenticate`; of several challenges the one by token. `null` when it names neither scheme. */
export function readChallenge(header: string | undefined): Challenge | null {
  const text = (header ?? '').slice(0, MAX_HEADER);
  const starts = [...text.matchAll(SCHEME)];
  const parts = starts.map((start, index) => ({
    scheme: start[1]?.toLowerCase(),
    rest: text.slice(start.index + start[0].length, starts[index + 1]?.index),
  }));
  const bearer = parts.find(({ scheme }) => scheme === 'bearer');
  if (bearer) {
    const parameters = new Map(
      [...bearer.rest.matchAll(PARAMETER)].map(([, name, quoted, plain]) => [
        name?.toLowerCase(),
        quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
      ]),
    );
    const realm = parameters.get('realm');
    if (realm) return { scheme: 'bearer', realm, service: parameters.get('service') ?? null };
  }
  return parts.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : null;
}

/** Registries' challenges have a few hundred characters. */
const MAX_HEADER = 4_096;
