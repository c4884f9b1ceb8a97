/** A JSON document, or why the bytes are none. */
export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'not_utf8' | 'not_json' | 'too_deep' };

/**
 * Deepest nesting accepted. The deepest payload of any vendor's documentation has under 20 levels;
 * a limit keeps every later recursion (comparing, printing, storing as jsonb) shallow.
 */
export const MAX_JSON_DEPTH = 100;

/**
 * Reads UTF-8 JSON (a byte order mark is allowed). Never throws. Keys such as `__proto__` become
 * plain own properties; nothing is merged into a prototype.
 */
export function readJson(body: Buffer): JsonResult {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { ok: false, reason: 'not_utf8' };
  }
  return readJsonText(text);
}

/** The same for JSON that arrives inside a string. */
export function readJsonText(text: string): JsonResult {
  if (isTooDeep(text)) return { ok: false, reason: 'too_deep' };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reason: 'not_json' };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One pass over the text, before anything recursive sees it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > MAX_JSON_DEPTH) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) index += 1;
    else if (code === QUOTE) return index;
  }
  return text.length;
}
