import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BodyBudget } from './body-budget.js';
import { readBody } from './read-body.js';

/** A request as far as reading its body goes. */
function request(headers: Record<string, string> = {}): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage;
}

describe('readBody', () => {
  it('gives the bytes in one piece, as they came', async () => {
    const sent = request();
    const body = readBody(sent, 10);
    sent.write(Buffer.from([0xff, 0x00]));
    sent.end(Buffer.from('ok'));
    expect(await body).toEqual(Buffer.from([0xff, 0x00, 0x6f, 0x6b]));
    const empty = request();
    empty.end();
    expect(await readBody(empty, 10)).toHaveLength(0);
  });

  it('stops at the limit, announced or not', async () => {
    await expect(readBody(request({ 'content-length': '11' }), 10)).rejects.toMatchObject({ status: 413 });
    const sent = request();
    const body = readBody(sent, 10);
    sent.write(Buffer.alloc(11));
    await expect(body).rejects.toMatchObject({ status: 413 });
  });

  it('ends when the client goes away, before and while it is read', async () => {
    const gone = request();
    gone.destroy();
    await expect(readBody(gone, 10)).rejects.toMatchObject({ status: 400 });
    const going = request();
    const body = readBody(going, 10);
    going.write('half');
    going.destroy();
    await expect(body).rejects.toMatchObject({ status: 400 });
  });

  it('holds no more at once than the budget, and gives back what is read', async () => {
    const budget = new BodyBudget(100);
    const slow = request();
    const held = readBody(slow, 100, budget);
    slow.write(Buffer.alloc(60));
    await new Promise(setImmediate);
    const other = request();
    const refused = readBody(other, 100, budget);
    other.write(Buffer.alloc(60));
    await expect(refused).rejects.toMatchObject({ status: 503, code: 'overloaded' });
    slow.end();
    expect(await held).toHaveLength(60);
    const next = request();
    next.end(Buffer.alloc(100));
    expect(await readBody(next, 100, budget)).toHaveLength(100);
  });
});
