import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ciCatalog } from '#ci';
import { canonicalObservation } from '#domain';
import {
  type RawDelivery,
  type SourceAdapter,
  type SourceSettings,
  sourceCatalog,
  type Verification,
} from '#pipeline';
import { bodyDigest, parseTime } from '#platform';
import { registryCatalog } from '#registry';

/** What the command line gave. */
interface NormaliseOptions {
  readonly provider: string;
  readonly headers: string;
  readonly body: string;
  readonly secret?: string;
  readonly now?: string;
  readonly registryHost?: string;
}

/** Where the command writes; the answer alone goes to `answer`. */
interface Output {
  readonly answer: (line: string) => void;
  readonly complain: (line: string) => void;
}

const USAGE = 2;

/**
 * Adds `normalise`: prints what Pulltrace sees in one webhook delivery, without a server or database.
 *
 * `verified` is `true` (the credential holds), `"unsigned"` (the sender cannot sign and no secret was
 * given) or `false`. A credential that does not hold exits 1 and its content is not shown, as it
 * would not be accepted. Without `--secret` a signing sender's delivery is shown with
 * `verified: false` and `reason: "no_secret_configured"`, and the exit code is 0: nothing was checked,
 * so nothing failed. The age of a signature is checked only with `--now`. Exit 2: unknown provider, unreadable file or bad option.
 */
export function registerNormalise(program: Command): void {
  program
    .command('normalise')
    .alias('normalize')
    .description('print what one webhook delivery says, and whether its signature holds')
    .requiredOption('--provider <id>', 'adapter or provider id')
    .requiredOption('--headers <file>', 'JSON object of header names and values')
    .requiredOption('--body <file>', 'the raw body')
    .option('--secret <secret>', 'the secret configured at the sender')
    .option('--now <epoch>', 'time at which the age of the signature is checked, in epoch seconds')
    .option('--registry-host <host>', 'registry host, where the sender does not know its own')
    .action(async (options: NormaliseOptions) => {
      process.exitCode = await normalise(options, {
        answer: (line) => process.stdout.write(`${line}\n`),
        complain: (line) => process.stderr.write(`${line}\n`),
      });
    });
}

/** Runs the command; answers the exit code. */
export async function normalise(options: NormaliseOptions, { answer, complain }: Output): Promise<number> {
  const adapters = sourceCatalog(ciCatalog, registryCatalog);
  const adapter = adapters.get(options.provider);
  if (adapter === undefined) {
    complain(`unknown provider "${options.provider}"; known: ${[...adapters.keys()].sort().join(', ')}`);
    return USAGE;
  }
  const now = options.now === undefined ? new Date() : parseTime(options.now)?.instant;
  if (now === undefined) {
    complain(`--now takes epoch seconds, not "${options.now}"`);
    return USAGE;
  }
  const delivery = await readDelivery(options);
  if (typeof delivery === 'string') {
    complain(delivery);
    return USAGE;
  }
  const checkAge = options.now !== undefined;
  const { exitCode, ...shown } = await describeDelivery(adapter, delivery, settingsOf(options), {
    now,
    checkAge,
  });
  answer(JSON.stringify(shown));
  return exitCode;
}

function settingsOf({ provider, secret, registryHost }: NormaliseOptions): SourceSettings {
  return { id: 'cli', provider, secrets: secret === undefined ? [] : [secret], registryHost };
}

/** When the signature is checked; its age only where a time was given, for a kept delivery is old. */
interface Check {
  readonly now: Date;
  readonly checkAge: boolean;
}

async function verifyAt(
  adapter: SourceAdapter,
  delivery: RawDelivery,
  source: SourceSettings,
  check: Check,
): Promise<Verification> {
  const verification = await adapter.verify(delivery, source, check.now);
  const isOnlyOld = !verification.ok && verification.reason === 'stale_timestamp' && !check.checkAge;
  return isOnlyOld ? { ok: true, signed: true } : verification;
}

async function describeDelivery(
  adapter: SourceAdapter,
  delivery: RawDelivery,
  source: SourceSettings,
  check: Check,
) {
  const verification = await verifyAt(adapter, delivery, source, check);
  const deliveryId = adapter.identify(delivery).deliveryId ?? bodyDigest(delivery.body);
  if (!verification.ok && verification.reason !== 'no_secret_configured') {
    return { exitCode: 1, verified: false, deliveryId, ignored: verification.reason };
  }
  const result = adapter.normalise(delivery, source);
  return {
    exitCode: 0,
    verified: verification.ok && (verification.signed || ('unsigned' as const)),
    ...(verification.ok ? {} : { reason: verification.reason }),
    deliveryId,
    ...('ignored' in result
      ? { ignored: result.ignored }
      : { observations: result.observations.map(canonicalObservation) }),
  };
}

/** The delivery, or a sentence that says which file cannot be used. */
async function readDelivery({ headers, body }: NormaliseOptions): Promise<RawDelivery | string> {
  try {
    const named: unknown = JSON.parse(await readFile(headers, 'utf8'));
    if (typeof named !== 'object' || named === null || Array.isArray(named)) {
      return `${headers}: expected a JSON object of header names and values`;
    }
    const lowerCase = Object.entries(named).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]);
    return { headers: Object.fromEntries(lowerCase) as Record<string, string>, body: await readFile(body) };
  } catch (error) {
    return error instanceof SyntaxError
      ? `${headers}: not JSON: ${error.message}`
      : `cannot read: ${(error as Error).message}`;
  }
}
