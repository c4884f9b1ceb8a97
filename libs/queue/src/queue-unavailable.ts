/** The queue did not take the jobs. Nothing is lost: the sweep enqueues from the store what was not done. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';

  constructor(cause: unknown) {
    super('the queue is not available', { cause });
  }
}

/**
 * Waits for work on the queue, but not for ever: drivers keep commands back until they are connected again.
 * Rejects with `QueueUnavailable` on every failure and after `milliseconds`.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    // What comes after the deadline has nobody left to tell.
    work.catch(() => undefined);
    throw new QueueUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}
