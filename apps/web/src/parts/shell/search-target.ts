/** Git shortens to seven digits at least; SHA-256 repositories have 64. */
const COMMIT = /^[0-9a-f]{7,64}$/i;

/** Where a search leads: a commit's report for hexadecimal digits, else the trace of an image. */
export function searchTarget(text: string): string | null {
  const wanted = text.trim();
  if (!wanted) return null;
  if (COMMIT.test(wanted)) return `/commits/${wanted.toLowerCase()}`;
  return `/trace?image=${encodeURIComponent(wanted)}`;
}
