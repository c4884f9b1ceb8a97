import type { NumberCoercion } from './types.js';
import { unwrapGoValue } from './yaml-number.js';

/** A tag that may have stood in the file before it was read as a number. */
export interface NumberOriginal {
  readonly text: string;
  readonly coercion: NumberCoercion;
  /** False when other originals come out the same. */
  readonly unique: boolean;
}

const SCIENTIFIC = /^(\d)(?:\.(\d{1,20}))?e\+(\d{1,2})$/i;
/** Shortest abbreviation git makes; a number gets leading zeros back only up to it. */
const ABBREVIATION = 7;
/** Longest abbreviation that is still common (repositories up to 16 million objects). */
const LONG_ABBREVIATION = 12;

/**
 * Originals of a number that YAML or a template printed, the likeliest first. Scientific notation
 * keeps all digits of an integer, so the integer is unique among integers; a commit like `12345e7`
 * is a number to YAML too, and then its exponent could have been written in several ways. Zeros that
 * were lost at either end can only be guessed back, so those are never unique.
 */
export function numberOriginals(tag: string): readonly NumberOriginal[] {
  const text = unwrapGoValue(tag);
  const scientific = SCIENTIFIC.exec(text);
  if (scientific) {
    const digits = (scientific[1] ?? '') + (scientific[2] ?? '');
    return scientificOriginals(digits, Number(scientific[3]) - (digits.length - 1));
  }
  const printed = text !== tag ? [{ text, coercion: 'float' as const, unique: true }] : [];
  return [...printed, ...withLeadingZeros(text), ...withTrailingZeros(text)];
}

/** The value is `digits` times ten to the power of `exponent`. */
function scientificOriginals(digits: string, exponent: number): readonly NumberOriginal[] {
  if (exponent < 0) return [];
  const originals: NumberOriginal[] = [];
  // An exponent this large cannot come from an integer that anyone writes as a tag.
  if (digits.length + exponent <= 40) {
    originals.push({ text: digits + '0'.repeat(exponent), coercion: 'float', unique: true });
  }
  const mantissa = digits.replace(/0+$/, '') || '0';
  const power = exponent + (digits.length - mantissa.length);
  for (let zeros = 0; zeros <= Math.min(power, LONG_ABBREVIATION); zeros++) {
    const text = `${mantissa}${'0'.repeat(zeros)}e${power - zeros}`;
    if (text.length < ABBREVIATION || text.length > LONG_ABBREVIATION) continue;
    originals.push({ text, coercion: 'float', unique: false });
  }
  return originals;
}

function withLeadingZeros(text: string): readonly NumberOriginal[] {
  if (!/^[1-9]\d{0,15}$/.test(text)) return [];
  const octal = `0${Number(text).toString(8)}`;
  return [text.padStart(ABBREVIATION, '0'), octal]
    .filter((original) => original.length >= ABBREVIATION && original.length <= LONG_ABBREVIATION)
    .filter((original) => original !== text)
    .map((original) => ({ text: original, coercion: 'leading_zeros', unique: false }));
}

function withTrailingZeros(text: string): readonly NumberOriginal[] {
  if (!/^\d{1,4}(?:\.\d{0,3}[1-9])?$/.test(text)) return [];
  const original = text.includes('.') ? `${text}0` : `${text}.0`;
  return [{ text: original, coercion: 'trailing_zeros', unique: false }];
}
