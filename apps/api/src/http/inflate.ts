import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ProblemError } from '../problem/problem-error.js';

const gunzipBounded = promisify(gunzip);

/**
 * Undoes a request's content coding (RFC 9110, section 8.4.1). Only gzip is taken. Inflating stops at
 * `limit` bytes, so a small body that would grow without bound costs no more than an honest one.
 */
export async function inflate(body: Buffer, coding: string | undefined, limit: number): Promise<Buffer> {
  const name = (coding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return body;
  if (name !== 'gzip' && name !== 'x-gzip') {
    throw new ProblemError(
      415,
      'unsupported_media_type',
      `content coding "${name.slice(0, 64)}" is not read`,
      {
        headers: { 'accept-encoding': 'gzip, identity' },
      },
    );
  }
  try {
    return await gunzipBounded(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ProblemError(413, 'payload_too_large', `the body inflates to more than ${limit} bytes`);
    }
    throw new ProblemError(400, 'bad_request', 'the body is not what its content-encoding says');
  }
}
