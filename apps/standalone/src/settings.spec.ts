import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment, readLogSettings } from './settings.js';
import { StartFailure } from './start-failure.js';

afterEach(() => vi.unstubAllEnvs());

describe('readEnvironment', () => {
  it('takes empty variables for absent ones', () => {
    for (const name of [
      'DATABASE_URL',
      'REDIS_URL',
      'PULLTRACE_CONFIG',
      'PULLTRACE_BOOTSTRAP_TOKEN',
      'PULLTRACE_DATA_DIR',
    ]) {
      vi.stubEnv(name, '');
    }
    expect(readEnvironment()).toEqual({ dataDir: '.pulltrace' });
  });

  it('takes a bootstrap token that cannot be guessed and fits a header', () => {
    vi.stubEnv('PULLTRACE_BOOTSTRAP_TOKEN', 'x'.repeat(24));
    expect(readEnvironment().bootstrapToken).toBe('x'.repeat(24));
    vi.stubEnv('PULLTRACE_BOOTSTRAP_TOKEN', 'x'.repeat(23));
    expect(readEnvironment).toThrow(/has 23 characters and needs at least 24/);
    vi.stubEnv('PULLTRACE_BOOTSTRAP_TOKEN', `${'x'.repeat(24)} y`);
    expect(readEnvironment).toThrow(StartFailure);
  });
});

describe('readLogSettings', () => {
  it('writes for the person who looks, or for a machine', () => {
    expect(readLogSettings(true)).toEqual({ level: 'info', format: 'pretty' });
    expect(readLogSettings(false)).toEqual({ level: 'info', format: 'json' });
    vi.stubEnv('PULLTRACE_LOG_LEVEL', 'warn');
    vi.stubEnv('PULLTRACE_LOG_FORMAT', 'json');
    expect(readLogSettings(true)).toEqual({ level: 'warn', format: 'json' });
  });

  it.each([
    ['PULLTRACE_LOG_LEVEL', 'loud'],
    ['PULLTRACE_LOG_FORMAT', 'xml'],
  ])('refuses %s=%s', (name, value) => {
    vi.stubEnv(name, value);
    expect(() => readLogSettings(true)).toThrow(StartFailure);
  });
});
