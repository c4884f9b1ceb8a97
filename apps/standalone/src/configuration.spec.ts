import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from './configuration.js';
import { adapters } from './source-adapters.js';
import { StartFailure } from './start-failure.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'pulltrace-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function failureOf(text: string): string {
  const file = path.join(directory, 'named.yaml');
  writeFileSync(file, text);
  try {
    loadConfiguration(file, directory, adapters);
  } catch (error) {
    if (error instanceof StartFailure) return error.message.replaceAll(file, 'named.yaml');
    throw error;
  }
  return '';
}

describe('loadConfiguration', () => {
  it('makes one source per provider at the first start and keeps it', () => {
    const first = loadConfiguration(undefined, directory, adapters);
    expect(first.generated).toBe(true);
    const { sources } = first.configuration;
    expect(sources.map(({ id }) => id)).toEqual(expect.arrayContaining(['github', 'distribution']));
    expect(sources.map(({ id }) => id)).not.toContain('api');
    for (const { id, provider, secrets, token } of sources) {
      expect(adapters.get(provider)?.unsigned === true).toBe(token !== undefined);
      expect([id, (token ?? secrets[0] ?? '').length]).toEqual([id, 43]);
    }
    const credentials = sources.map(({ secrets, token }) => token ?? secrets[0]);
    expect(new Set(credentials).size).toBe(sources.length);
    const file = path.join(directory, 'pulltrace.yaml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(loadConfiguration(undefined, directory, adapters)).toEqual({ ...first, generated: false });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('tells all mistakes of a file with their lines', () => {
    expect(
      failureOf(
        'sources:\n  - {id: gh, provider: githib, secrets: [x]}\n  - {id: hub, provider: dockerhub}\nrouts: []\n',
      ),
    ).toMatch(
      /^The configuration has mistakes\.\nnamed\.yaml:2: sources\[0\]\.provider: is none of: .*github.*\nnamed\.yaml:3: sources\[1\]: needs a token.*\nnamed\.yaml:4: routs: is not a setting$/,
    );
  });

  it('says when the file that was named is not there', () => {
    const missing = path.join(directory, 'nowhere.yaml');
    expect(() => loadConfiguration(missing, directory, adapters)).toThrow(
      /nowhere\.yaml cannot be read \(ENOENT\)/,
    );
  });
});
