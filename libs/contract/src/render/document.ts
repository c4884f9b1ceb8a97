/** One table cell or one piece of a line. `code` is a name as somebody else wrote it; `text` is prose. */
export interface Cell {
  readonly kind: 'code' | 'text';
  readonly text: string;
  /** Followed only when it is an http or https address. */
  readonly href?: string | null;
}

export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A report without a format: what the renderers for Markdown and HTML share. */
export interface ReportDocument {
  readonly title: readonly Cell[];
  readonly summary: string;
  readonly sections: readonly Section[];
}

/** A name as somebody else wrote it, with the address it leads to. */
export const code = (text: string, href?: string | null): Cell => ({
  kind: 'code',
  text,
  href: href ?? null,
});
/** Prose; nothing for `null`. */
export const text = (content: string | null): Cell => ({ kind: 'text', text: content ?? '' });

/** Longest text shown from one field. */
const MAX_SHOWN = 300;

/** Control characters and the marks that change the direction of text around them. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** A text on one line, without characters that cannot be seen, cut to a length that a table bears. */
export function visible(content: string): string {
  const line = content.replace(INVISIBLE, ' ').trim();
  // By code points, so that no surrogate is left alone.
  return line.length > MAX_SHOWN ? `${[...line].slice(0, MAX_SHOWN).join('')}…` : line;
}

/** The address when a browser may follow it. */
export function webAddress(href: string | null | undefined): string | null {
  if (!href || !/^https?:\/\/[^\s"'<>\\^`{|}]+$/i.test(href)) return null;
  return href;
}
