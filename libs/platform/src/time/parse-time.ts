/** An instant read from a sender's text, and whether the sender said in which zone it is. */
export interface ParsedTime {
  readonly instant: Date;
  /** False when the text names no zone and the default offset was taken. */
  readonly zoned: boolean;
}

const CALENDAR =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\s*\(?[A-Z]{3,4}\)?)?$/i;
const NUMBER = /^-?\d{1,20}(?:\.\d{1,12})?(?:e\+?\d{1,2})?$/i;

/** Senders write "not set" as 0, as Go's zero time or as a date before any of them existed. */
const EARLIEST = Date.UTC(1990, 0, 1);
/** Four-digit years end here; later instants do not print as RFC 3339. */
const LATEST = Date.UTC(9999, 11, 31);

/**
 * Reads the time formats that webhook senders use: RFC 3339 with up to nanoseconds, a space instead
 * of `T`, ` UTC`, `+0200`, ISO 8601 basic (`20250812T001234-0300`, TeamCity), and epoch seconds,
 * milliseconds, microseconds or nanoseconds as integer, float or text. Digits after the millisecond
 * are cut off, not rounded. Unset values (0, `0001-01-01…`) and everything else are `null`.
 *
 * @param zoneOffsetMinutes offset east of UTC for texts that name no zone, e.g. 480 for UTC+8
 */
export function parseTime(value: unknown, zoneOffsetMinutes = 0): ParsedTime | null {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return null;
  const text = value.trim();
  if (NUMBER.test(text)) return fromEpoch(Number(text));
  const parts = CALENDAR.exec(text);
  return parts === null ? null : fromCalendar(parts, zoneOffsetMinutes);
}

/** Longest spelling above, with room: longer text is no time and is not matched against. */
const MAX_LENGTH = 64;

/** Powers of ten apart, so the magnitude tells the unit for any date between 1973 and 5138. */
function fromEpoch(value: number): ParsedTime | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  const unit = value < 1e11 ? 1e3 : value < 1e14 ? 1 : value < 1e17 ? 1e-3 : 1e-6;
  return plausible(Math.floor(value * unit), true);
}

function fromCalendar(parts: RegExpExecArray, zoneOffsetMinutes: number): ParsedTime | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const millisecond = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const offset = parts[8] === undefined ? zoneOffsetMinutes : offsetMinutes(parts[8]);
  return plausible(local - offset * 60_000, parts[8] !== undefined);
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

function plausible(milliseconds: number, zoned: boolean): ParsedTime | null {
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) return null;
  return { instant: new Date(milliseconds), zoned };
}
