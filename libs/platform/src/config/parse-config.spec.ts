import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatMistakes } from './mistake.js';
import { parseConfig } from './parse-config.js';
import type { SubstitutionSource } from './substitute.js';

const schema = z.strictObject({
  sources: z.array(z.strictObject({ id: z.string(), secrets: z.array(z.string().min(1)) })).default([]),
  port: z.number().optional(),
});

const source: SubstitutionSource = {
  variable: (name) => ({ TOKEN: 's3cret', DOLLAR: '${TOKEN}', EMPTY: '' })[name],
  file: (path) => {
    if (path === '/run/secrets/hub') return 'from-file\n';
    if (path === '/run/secrets/blank') return '\n';
    throw Object.assign(new Error('no'), { code: 'ENOENT' });
  },
};

const parse = (text: string) => parseConfig(text, schema, source);

function mistakes(text: string): string[] {
  const parsed = parse(text);
  return parsed.ok ? [] : formatMistakes('p.yaml', parsed.mistakes).split('\n');
}

describe('parseConfig', () => {
  it('reads a file and fills in variables and secret files', () => {
    const text = 'sources:\n  - {id: a, secrets: ["Bearer ${TOKEN}", "${file:/run/secrets/hub}"]}\n';
    const parsed = parse(text);
    expect(parsed).toEqual({
      ok: true,
      value: { sources: [{ id: 'a', secrets: ['Bearer s3cret', 'from-file'] }] },
    });
  });

  it('takes an empty file for an empty configuration', () => {
    expect(parse('')).toEqual({ ok: true, value: { sources: [] } });
    expect(parse('# nothing yet\n')).toEqual({ ok: true, value: { sources: [] } });
  });

  it('keeps a literal ${ that is written $${, and does not expand what it inserted', () => {
    const parsed = parse('sources: [{id: "$${TOKEN}", secrets: ["${DOLLAR}"]}]');
    expect(parsed).toEqual({ ok: true, value: { sources: [{ id: '${TOKEN}', secrets: ['${TOKEN}'] }] } });
  });

  it('tells every mistake with its line', () => {
    const text = [
      'sources:',
      '  - id: a',
      '    secrets: ["${MISSING}", ""]',
      '  - id: 7',
      '    secretz: []',
      'prot: 80',
      'port: eighty',
    ].join('\n');
    expect(mistakes(text)).toEqual([
      'p.yaml:3: sources[0].secrets[0]: environment variable MISSING is not set',
      expect.stringMatching(/^p\.yaml:3: sources\[0\]\.secrets\[1\]: /),
      expect.stringMatching(/^p\.yaml:4: sources\[1\]\.id: /),
      expect.stringMatching(/^p\.yaml:4: sources\[1\]\.secrets: /),
      'p.yaml:5: sources[1].secretz: is not a setting',
      'p.yaml:6: prot: is not a setting',
      expect.stringMatching(/^p\.yaml:7: port: /),
    ]);
  });

  it.each([
    ['${EMPTY}', 'environment variable EMPTY is empty'],
    ['${file:/run/secrets/none}', 'file /run/secrets/none cannot be read (ENOENT)'],
    ['${file:/run/secrets/blank}', 'file /run/secrets/blank is empty'],
    ['${not a name}', '"${not a name}" is neither ${NAME} nor ${file:/path}'],
  ])('explains %s', (reference, message) => {
    expect(mistakes(`sources: [{id: "${reference}", secrets: [x]}]`)).toEqual([
      `p.yaml:1: sources[0].id: ${message}`,
    ]);
  });

  it('does not complain about what follows from an unresolved reference', () => {
    expect(mistakes('port: "${MISSING}"')).toEqual([
      'p.yaml:1: port: environment variable MISSING is not set',
    ]);
  });

  it('tells syntax errors and repeated keys with their line', () => {
    expect(mistakes('sources: []\nsources: []\n')[0]).toMatch(/^p\.yaml:2: /);
    expect(mistakes('sources: [\n  {id: a\n')[0]).toMatch(/^p\.yaml:\d+: /);
  });

  it('refuses a document that grows by aliases', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 10; level += 1) {
      const before = String.fromCharCode(96 + level);
      const name = String.fromCharCode(97 + level);
      bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`);
    }
    expect(mistakes(bomb.join('\n'))[0]).toMatch(/alias/i);
  });

  it('refuses a document that is no map', () => {
    expect(mistakes('- a\n- b\n')).toHaveLength(1);
  });
});
