import type { ImageViews } from '../answers/image-views.js';
import type { AdmissionQuestion } from './review.js';

/** A person waits for the answer, so what takes longer than this, in milliseconds, is not said. */
const BUDGET_MS = 300;

/** Images looked at; a workload with more is rare and its person is told enough. */
const MOST_IMAGES = 8;

/** The API server cuts a warning off at 256 characters and all of them together at 4,096. */
const LONGEST = 250;

/**
 * Warnings about images that would not be pulled now, as far as that is proven or likely. Anything
 * else, and anything that fails or takes too long, is silence: a hint must never be in the way.
 */
export async function hintsFor(
  views: Pick<ImageViews, 'trace'>,
  { images, namespace }: AdmissionQuestion,
): Promise<readonly string[]> {
  const looked = Promise.all(
    images.slice(0, MOST_IMAGES).map(async (image) => {
      const answer = await views.trace({ image, namespace: namespace ?? undefined });
      const verdict = answer.ok ? answer.trace.verdict : null;
      const sure = verdict?.level === 'proven' || verdict?.level === 'likely';
      return verdict && sure && verdict.cause !== 'unknown' ? [asWarning(image, verdict.summary)] : [];
    }),
  );
  return withinBudget(looked.then((warnings) => warnings.flat()));
}

/** One line of printable text, as a warning header carries it (RFC 9110, section 11.5). */
function asWarning(image: string, summary: string): string {
  const text = summary.includes(image) ? summary : `${image}: ${summary}`;
  const line = `pulltrace: ${text}`.replace(/[\p{C}\s]+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

async function withinBudget(answer: Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(resolve, BUDGET_MS, []);
  });
  try {
    return await Promise.race([answer.catch(() => []), late]);
  } finally {
    clearTimeout(timer);
  }
}
