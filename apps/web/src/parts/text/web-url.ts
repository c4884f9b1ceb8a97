/**
 * The address when it is an absolute http or https one, else `null`. Links come from webhooks, which
 * anybody with a source's secret can write, so `javascript:` and `data:` must never become a link.
 */
export function webUrl(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
