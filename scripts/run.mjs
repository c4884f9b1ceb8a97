#!/usr/bin/env node
// The one entry behind the npm scripts: brings the checkout up to date (dependencies, generated code, builds)
// and then runs what was asked for. It works before `npm install`, so it uses Node's own modules only, and this
// file keeps to syntax that old versions of Node can parse, so that they can be told what is wrong.
// Everything it says goes to stderr: stdout belongs to the command that it runs.

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `pulltrace needs Node.js 20.19 or newer, and this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a current version from https://nodejs.org or with your version manager, then run the command again.\n',
  );
  process.exit(1);
} else {
  void import('./run/main.mjs').then((module) => module.main(process.argv.slice(2)));
}
