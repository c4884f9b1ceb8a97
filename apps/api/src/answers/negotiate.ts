/** One entry of an `Accept` header. */
interface Range {
  readonly type: string;
  readonly quality: number;
}

/** Longer headers are no browser's and no tool's. */
const MAX_RANGES = 32;

/**
 * The media type of `offered` (best first) that an `Accept` header likes most (RFC 9110, section
 * 12.5.1), or `null` when it accepts none of them. No header accepts everything.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | null {
  if (accept === undefined || accept.trim() === '') return offered[0] ?? null;
  const ranges = accept.split(',').slice(0, MAX_RANGES).map(readRange);
  let best: { type: string; quality: number } | null = null;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > 0 && (best === null || quality > best.quality)) best = { type, quality };
  }
  return best?.type ?? null;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most specific range that matches decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const group = `${type.split('/', 1)[0]}/*`;
  for (const wanted of [type, group, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === wanted);
    if (range) return range.quality;
  }
  return 0;
}
