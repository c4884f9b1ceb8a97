#!/usr/bin/env node
import { addAdapter } from './new-adapter/add-adapter.mjs';
// `npm run new:adapter -- ci acme`: a working adapter to begin from, its catalog line and its first fixture.
import { SetupError } from './run/child.mjs';
import { inRoot } from './run/paths.mjs';

try {
  const [library, id] = process.argv.slice(2);
  const files = addAdapter(inRoot(), library, id);
  process.stdout.write(
    [
      ...files,
      '',
      `npx vitest run libs/${library} holds now, and goes on holding it to what every adapter must do.`,
      'docs/adding-an-adapter.md says how to go on.',
      '',
    ].join('\n'),
  );
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
