// A process that starts a database on the directory given and prints its URL: for specs that kill it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// A process that handles Ctrl-C in its own time.
process.on('SIGINT', () => {});

const platform = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../libs/platform/src');
const load = async (file) => (await runnerImport(path.join(platform, file), { configFile: false })).module;

const { startEmbeddedPostgres } = await load('embedded-postgres/index.ts');
const { silentLogger } = await load('logger/logger.ts');
const options = { dataDir: process.argv[2], log: silentLogger, settings: { fsync: 'off' } };
const { url } = await startEmbeddedPostgres(options);
process.stdout.write(`${url}\n`);
// The database does not keep a process alive.
setInterval(() => {}, 60_000);
