import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { redactSecrets } from './redact.js';

function recorded(format: 'json' | 'pretty' = 'json') {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    format,
    destination: { write: (line: string) => void lines.push(line) },
  });
  return { log, lines };
}

describe('createLogger', () => {
  it('writes one JSON object a line with a readable level and time', () => {
    const { log, lines } = recorded();
    log.child({ component: 'api' }).info({ requestId: 'r1' }, 'hello');
    log.debug({}, 'not written');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      component: 'api',
      requestId: 'r1',
      msg: 'hello',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('hides credentials in fields, texts and errors', () => {
    const { log, lines } = recorded();
    const secret = 'pt_read_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
    log.error(
      {
        headers: { authorization: `Bearer ${secret}`, 'x-hub-signature-256': 'sha256=feed' },
        token: secret,
        err: new Error(`GET /v1/hooks/hub/${secret} with postgres://u:hunter2@db/x`, {
          cause: new Error(`token ${secret}`),
        }),
      },
      `seen ${secret}`,
    );
    const text = lines.join('');
    expect(text).not.toContain('abcdefghijkl');
    expect(text).not.toContain('feed');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('[redacted]');
  });

  it('writes plain lines for a person', () => {
    const { log, lines } = recorded('pretty');
    log.info({ port: 3000 }, 'listening');
    expect(lines.join('')).toMatch(/INFO.*listening.*3000/);
  });
});

describe('redactSecrets', () => {
  it.each([
    ['POST /v1/hooks/hub/abc123 HTTP', 'POST /v1/hooks/hub/[redacted] HTTP'],
    ['POST /v1/hooks/github HTTP', 'POST /v1/hooks/github HTTP'],
    ['authorization: Bearer abcdefgh1234', 'authorization: Bearer [redacted]'],
    ['postgres://app:pa55@127.0.0.1:5432/x', 'postgres://app:[redacted]@127.0.0.1:5432/x'],
    ['https://registry.acme.test:5000/v2/', 'https://registry.acme.test:5000/v2/'],
  ])('%s', (text, clean) => {
    expect(redactSecrets(text)).toBe(clean);
  });
});
