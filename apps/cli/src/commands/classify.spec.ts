import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { classifyFrom, classifyLine, classifyStream, registerClassify } from './classify.js';

const folder = mkdtempSync(path.join(tmpdir(), 'classify-'));
const absent = {
  id: 'a',
  reason: 'Failed',
  message:
    'Error response from daemon: manifest for registry.acme.test/shop/api:1.8.3 not found: manifest unknown',
  image: 'registry.acme.test/shop/api:1.8.3',
};

async function run(text: string) {
  const output = new PassThrough();
  const complaints: string[] = [];
  const exitCode = await classifyStream(Readable.from([text]), output, (line) => complaints.push(line));
  output.end();
  const written = (await output.toArray()).join('');
  const lines = written.split('\n').filter((line) => line !== '');
  return { exitCode, complaints, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('one line', () => {
  it('answers id, class, also, certainty, image and host, and nothing else', () => {
    expect(classifyLine(JSON.stringify(absent))).toEqual({
      problem: null,
      answer: {
        id: 'a',
        class: 'not_found',
        also: [],
        certainty: 'exact',
        image: 'registry.acme.test/shop/api:1.8.3',
        host: 'registry.acme.test',
      },
    });
  });

  it('takes the image from the text where the line has none, and any id', () => {
    const { answer } = classifyLine(
      '{"id": 7, "message": "Back-off pulling image \\"shop/api:1\\"", "reason": null}',
    );
    expect(answer).toMatchObject({ id: 7, class: 'backoff_only', image: 'shop/api:1', host: null });
    expect(classifyLine('{"message": "x"}').answer).toMatchObject({ id: null, class: 'unknown' });
  });

  it.each([
    ['{"id": "x", "message": 5}', 'x', '"message" must be a string'],
    ['{"id": "x"}', 'x', '"message" must be a string'],
    ['{"id": "x", "message": "", "reason": 1}', 'x', '"reason" must be a string'],
    ['{"id": "x", "message": "", "image": []}', 'x', '"image" must be a string'],
    ['[]', null, 'expected a JSON object'],
    ['null', null, 'expected a JSON object'],
    ['{"id":', null, 'not JSON'],
  ])('answers unknown for %s and says why', (line, id, problem) => {
    const result = classifyLine(line);
    expect(result.answer).toEqual({
      id,
      class: 'unknown',
      also: [],
      certainty: 'generic',
      image: null,
      host: null,
    });
    expect(result.problem).toContain(problem);
  });
});

describe('a stream of lines', () => {
  it('keeps the order, writes one line for every line and names bad ones', async () => {
    const text = `\ufeff${JSON.stringify(absent)}\r\n{bad\n\n${JSON.stringify({ ...absent, id: 'b' })}`;
    const { exitCode, complaints, answers } = await run(text);
    expect(answers.map(({ id, class: read }) => [id, read])).toEqual([
      ['a', 'not_found'],
      [null, 'unknown'],
      ['b', 'not_found'],
    ]);
    expect(exitCode).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/^line 2: not JSON/)]);
  });

  it('exits 0 when every line could be read, and for no lines at all', async () => {
    expect((await run(`${JSON.stringify(absent)}\n`)).exitCode).toBe(0);
    expect(await run('')).toEqual({ exitCode: 0, complaints: [], answers: [] });
  });

  it('waits for a slow reader', async () => {
    const written: string[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk, _encoding, done) => setImmediate(() => done(void written.push(String(chunk)))),
    });
    const text = Array.from({ length: 50 }, (_, id) => JSON.stringify({ ...absent, id })).join('\n');
    expect(await classifyStream(Readable.from([text]), slow, () => {})).toBe(0);
    expect(written.length).toBeGreaterThanOrEqual(49);
  });

  it('ends quietly when the reader goes away', async () => {
    const failing = (code: string) =>
      new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
    const text = `${JSON.stringify(absent)}\n`.repeat(3);
    expect(await classifyStream(Readable.from([text]), failing('EPIPE'), () => {})).toBe(0);
  });
});

describe('the command', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it('reads a file and exits 2 when there is none', async () => {
    const file = path.join(folder, 'errors.jsonl');
    writeFileSync(file, `${JSON.stringify(absent)}\n`);
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const program = new Command();
    registerClassify(program);
    await program.parseAsync(['classify', '--jsonl', file], { from: 'user' });
    expect(process.exitCode).toBe(0);
    expect(JSON.parse(lines.join(''))).toMatchObject({ id: 'a', class: 'not_found' });

    const complaints: string[] = [];
    const missing = path.join(folder, 'absent.jsonl');
    expect(await classifyFrom(missing, new PassThrough(), (line) => complaints.push(line))).toBe(2);
    expect(complaints[0]).toContain('absent.jsonl');
    expect(await classifyFrom(folder, new PassThrough(), () => {})).toBe(2);
  });
});
