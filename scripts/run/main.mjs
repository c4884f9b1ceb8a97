import { SetupError } from './child.mjs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { STEPS } from './steps.mjs';
import { TARGETS } from './targets.mjs';

const say = (text) => process.stderr.write(`pulltrace: ${text}\n`);

/** Brings the named steps up to date. Nothing is locked or printed when they are. */
async function prepare(names) {
  const steps = names.map((name) => STEPS[name]);
  if (steps.every((step) => step.isFresh())) return;
  const runStale = async () => {
    for (const step of steps) {
      if (step.isFresh()) continue;
      const started = Date.now();
      say(`${step.note} …`);
      await step.run();
      say(`${step.name} done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
  };
  await withLock(inRoot('.cache', 'run.lock'), runStale, () =>
    say('waiting for another run to finish building …'),
  );
}

/** Prepares and runs the target that the arguments name. */
export async function main([name, ...args]) {
  const target = TARGETS[name];
  try {
    if (!target)
      throw new SetupError(`usage: node scripts/run.mjs ${Object.keys(TARGETS).join('|')} [...]`, 2);
    await prepare(target.steps(args));
    await target.run(args);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
