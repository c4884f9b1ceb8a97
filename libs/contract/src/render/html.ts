import { type Cell, type ReportDocument, type Section, visible, webAddress } from './document.js';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8885; overflow-wrap: anywhere; }
code { font: 13px ui-monospace, monospace; }`;

/** A document as a page that stands alone: no script, nothing loaded, every name escaped. */
export function renderHtml(document: ReportDocument): string {
  const title = document.title.map(({ text }) => escapeHtml(visible(text))).join(' ');
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${STYLE}</style></head><body>`,
    `<h1>${document.title.map(cell).join(' ')}</h1>`,
    `<p>${escapeHtml(visible(document.summary))}</p>`,
    ...document.sections.flatMap(sectionLines),
    '</body></html>',
    '',
  ].join('\n');
}

function sectionLines(section: Section): string[] {
  if (section.rows.length === 0) return [];
  return [
    `<h2>${escapeHtml(section.title)}</h2>`,
    `<table><thead><tr>${section.columns.map((name) => `<th>${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>`,
    ...section.rows.map((row) => `<tr>${row.map((entry) => `<td>${cell(entry)}</td>`).join('')}</tr>`),
    '</tbody></table>',
  ];
}

function cell({ kind, text, href }: Cell): string {
  const escaped = escapeHtml(visible(text));
  // `bdi` keeps a right-to-left name from re-ordering what stands around it.
  const content = kind === 'code' ? `<code><bdi>${escaped}</bdi></code>` : escaped;
  const address = webAddress(href);
  return address ? `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${content}</a>` : content;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (content: string) => content.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
