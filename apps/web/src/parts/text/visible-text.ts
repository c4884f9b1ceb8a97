/**
 * Characters that change how text around them is shown, or that are not shown at all: control
 * characters except tab and line feed, the bidirectional controls (Unicode Standard Annex 9), zero
 * width characters, and the byte order mark. Text from outside may carry them to look like something
 * else (the "Trojan Source" trick), so they are shown as their code point.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A joiner between two pictographs makes one emoji of them and hides nothing. */
const IN_EMOJI =
  /(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})/gu;

/** The text with every hidden character replaced by its escape, e.g. `\u202e`. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .split(IN_EMOJI)
    .map((part) => part.replace(HIDDEN, escapeOf))
    .join('\u200d');
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
