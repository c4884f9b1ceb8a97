import { type Cell, type ReportDocument, type Section, visible, webAddress } from './document.js';

/** GitHub refuses comments of more than 65,536 characters. */
const MAX_LENGTH = 65_535;

/** Room for the note that says what was left out. */
const NOTE_LENGTH = 200;

/**
 * A document as GitHub-flavoured Markdown that fits a pull request comment. Names are in code spans
 * and prose is escaped, so whatever a branch, tag or author is called, it makes no link, mentions
 * nobody and refers to no issue.
 */
export function renderMarkdown(document: ReportDocument): string {
  const title = `### ${document.title.map(cell).join(' ')}`;
  const lines = [title, '', prose(visible(document.summary)), ...document.sections.flatMap(sectionLines)];
  return fitted(lines);
}

function sectionLines(section: Section): string[] {
  if (section.rows.length === 0) return [];
  return [
    '',
    `**${prose(section.title)}**`,
    '',
    `| ${section.columns.map(prose).join(' | ')} |`,
    `|${section.columns.map(() => ' --- ').join('|')}|`,
    ...section.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ];
}

/** Whole lines as long as they fit, then a note of how many were left out. */
function fitted(lines: readonly string[]): string {
  let length = 0;
  const kept = lines.findIndex((line) => {
    length += line.length + 1;
    return length > MAX_LENGTH - NOTE_LENGTH;
  });
  if (kept === -1) return `${lines.join('\n')}\n`;
  return `${lines.slice(0, kept).join('\n')}\n\n${lines.length - kept} more lines are left out to fit.\n`;
}

function cell({ kind, text, href }: Cell): string {
  const shown = visible(text);
  if (shown === '') return '';
  const content = kind === 'code' ? codeSpan(shown) : prose(shown);
  const address = webAddress(href);
  return address ? `[${content}](<${address}>)` : content;
}

/** Without backticks, backslashes and pipes, which fences and table cells read even inside a span. */
const PLAIN = /^[^`\\|]+$/;

/**
 * A code span where that is safe. Otherwise an element whose content is all character references:
 * those are read after Markdown is, and code stays code for GitHub's search for mentions.
 */
function codeSpan(text: string): string {
  if (PLAIN.test(text)) return `\`${text}\``;
  const references = text.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0)};`);
  return `<code>${references}</code>`;
}

/**
 * Escapes what Markdown reads and stops what GitHub finds afterwards: a mention needs the name right
 * behind its `@`, an issue its number right behind `#`, an address its `://` or `www.`.
 */
function prose(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+!|~&-]/g, (character) =>
      character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
    )
    .replace(/@/g, '@\u200b')
    .replace(/\\#/g, '\\#\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}\u200b.`);
}
