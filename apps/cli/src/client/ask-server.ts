import { Problem } from '#contract';
import { CommandFailure } from '../failure.js';
import type { ServerAddress } from './server-address.js';

export interface Question {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly accept?: string;
}

/** An answer takes well under a second; a server that is silent for this long has hung. */
const TIMEOUT_MS = 30_000;

/**
 * Asks the API and answers the body of a good answer.
 *
 * @throws CommandFailure with the server's own words otherwise
 */
export async function askServer(server: ServerAddress, question: Question): Promise<string> {
  const response = await fetch(addressOf(server.url, question), {
    headers: {
      accept: question.accept ?? 'application/json',
      ...(server.token === undefined ? {} : { authorization: `Bearer ${server.token}` }),
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new CommandFailure(`No Pulltrace answers at ${server.url} (${reasonOf(error)}).`);
  });
  const body = await response.text();
  if (response.ok) return body;
  throw new CommandFailure(explain(response.status, body));
}

function addressOf(base: string, { path, query }: Question): URL {
  let url: URL;
  try {
    url = new URL(path, base);
  } catch {
    throw new CommandFailure(`PULLTRACE_URL is no address: ${base}`);
  }
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? 'no reason given';
}

function explain(status: number, body: string): string {
  const problem = problemOf(body);
  if (!problem) return `The server answered ${status}.`;
  const fields = (problem.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`);
  const candidates = (problem.candidates ?? []).map((candidate) => `  ${candidate}`);
  const access = status === 401 || status === 403 ? ['Set PULLTRACE_TOKEN to a token that may do this.'] : [];
  return [`${problem.title}: ${problem.detail ?? ''}`, ...fields, ...candidates, ...access].join('\n');
}

function problemOf(body: string): Problem | null {
  try {
    return Problem.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
