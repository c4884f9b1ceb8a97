import { existsSync } from 'node:fs';
import { attached, SetupError } from './child.mjs';
import { inRoot } from './paths.mjs';

const bin = (name) => inRoot('node_modules', '.bin', name);

/** Incremental: what did not change since the last check is not checked again. */
const types = (project) => {
  const memory = inRoot('.cache', 'types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
  const args = ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', memory];
  return { bin: 'tsc', args, needs: project };
};

/**
 * The parts of `npm run check`, in order. Each is a list of commands; one with `needs` is left out while that
 * file does not exist.
 */
const PARTS = {
  format: [{ bin: 'biome', args: ['check', '--error-on-warnings', '.'] }],
  lint: [{ bin: 'oxlint', args: ['--deny-warnings'] }],
  types: [types('tsconfig.json'), types('apps/web/tsconfig.json'), types('libs/domain/tsconfig.alone.json')],
  architecture: [{ bin: 'depcruise', args: ['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'test'] }],
  'dead-code': [{ bin: 'knip', args: ['--no-progress'] }],
  tests: [{ bin: 'vitest', args: ['run'] }],
};

/** Runs the parts named (all when none is), prints what failed and sets the exit code. Every part gets its turn. */
export async function runParts(names) {
  const unknown = names.find((name) => !PARTS[name]);
  if (unknown) throw new SetupError(`no part "${unknown}"; there are: ${Object.keys(PARTS).join(', ')}`, 2);
  const failed = [];
  for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
    const started = Date.now();
    const commands = PARTS[name].filter(({ needs }) => !needs || existsSync(inRoot(needs)));
    let code = 0;
    for (const command of commands) code = Math.max(code, await attached(bin(command.bin), command.args));
    // A signal ends the whole check, not only the part it hit.
    if (code > 128) throw new SetupError(`${name} was stopped`, code);
    if (code !== 0) failed.push(name);
    process.stderr.write(
      `check: ${name} ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
  }
  if (failed.length > 0) throw new SetupError(`check failed: ${failed.join(', ')}`);
}
