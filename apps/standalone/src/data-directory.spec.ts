import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataDirectory } from './data-directory.js';
import { StartFailure } from './start-failure.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'pulltrace-data-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('prepareDataDirectory', () => {
  it('makes the directory and empties it when asked to', () => {
    const directory = prepareDataDirectory(path.join(parent, 'a', 'b'), false);
    expect(directory).toBe(path.join(parent, 'a', 'b'));
    mkdirSync(path.join(directory, 'cluster'));
    writeFileSync(path.join(directory, 'cluster', 'rows'), 'x');
    prepareDataDirectory(directory, false);
    expect(existsSync(path.join(directory, 'cluster', 'rows'))).toBe(true);
    prepareDataDirectory(directory, true);
    expect(readdirSync(directory)).toEqual(['pulltrace-data']);
    prepareDataDirectory(directory, true);
  });

  it('does not empty what it did not make', () => {
    writeFileSync(path.join(parent, 'thesis.txt'), 'three years');
    prepareDataDirectory(parent, false);
    expect(() => prepareDataDirectory(parent, true)).toThrow(StartFailure);
    expect(existsSync(path.join(parent, 'thesis.txt'))).toBe(true);
  });

  it('says when it cannot be written', () => {
    const file = path.join(parent, 'file');
    writeFileSync(file, '');
    expect(() => prepareDataDirectory(path.join(file, 'data'), false)).toThrow(
      /cannot be written \(ENOTDIR\).*PULLTRACE_DATA_DIR/,
    );
  });
});
