/** How long a question to the queue may take, in milliseconds: a queue that is away must not hang an answer. */
export const QUEUE_TIMEOUT_MS = 2_000;

/** The answer, or false when it fails or takes longer than this. */
export async function within(answer: Promise<boolean>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([answer.catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
