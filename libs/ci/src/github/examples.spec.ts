import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { expectWellFormed } from '../../../../test/support/source-adapters/well-formed.js';
import { github } from '../github.js';
import { GITHUB_EVENTS } from './events.js';

/** Payloads that GitHub and its Enterprise Server really sent, collected by Octokit. */
interface EventExamples {
  readonly name: string;
  readonly examples: readonly unknown[];
}

const require = createRequire(import.meta.url);
const editions = ['api.github.com', 'ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'];

/** Examples of packages that are no container images. */
const NOT_IMAGES = new Set(['package', 'registry_package']);

describe.each(editions)('payloads of %s', (edition) => {
  const events = require(`@octokit/webhooks-examples/${edition}/index.json`) as EventExamples[];
  it.each(events)('$name is read or ignored', ({ name, examples }) => {
    for (const example of examples) {
      const delivery = {
        headers: { 'x-github-event': name, 'x-github-delivery': 'd' },
        body: Buffer.from(JSON.stringify(example)),
      };
      const result = github.normalise(delivery, { id: 's', provider: 'github', secrets: [] });
      expectWellFormed(result);
      if (name === 'ping') expect(result).toEqual({ ignored: 'ping' });
      else if (!GITHUB_EVENTS.has(name)) expect(result).toEqual({ ignored: 'unknown_event' });
      else if (!NOT_IMAGES.has(name)) expect(result).toHaveProperty('observations');
    }
  });
});
