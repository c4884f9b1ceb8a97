import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInstance, removeInstance, writeInstance } from './instance-file.js';

describe('the instance file', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'pulltrace-instance-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const instance = {
    url: 'http://127.0.0.1:3000',
    pid: 42,
    readToken: 'pt_read_x',
    databaseUrl: 'postgresql://x',
  };

  it('is read back, belongs to its owner alone and goes away', () => {
    writeInstance(directory, instance);
    expect(readInstance(directory)).toEqual(instance);
    expect(statSync(path.join(directory, 'instance.json')).mode & 0o777).toBe(0o600);
    removeInstance(directory);
    expect(readInstance(directory)).toBeNull();
  });

  it.each(['', 'null', '[]', '{"url": 7}', '{"url": "http://x", "pid": 1}'])(
    'is nothing when it holds %j',
    (text) => {
      writeFileSync(path.join(directory, 'instance.json'), text);
      expect(readInstance(directory)).toBeNull();
    },
  );
});
