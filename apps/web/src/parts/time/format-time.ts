const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two units are as exact as a person reads at a glance. */
const UNITS = [
  { size: DAY, name: 'd' },
  { size: HOUR, name: 'h' },
  { size: MINUTE, name: 'min' },
  { size: SECOND, name: 's' },
] as const;

/** A length of time in milliseconds as `2 d 4 h`, `3 h`, `4 min 12 s` or `0 s`; never negative. */
export function formatDuration(milliseconds: number): string {
  const first = UNITS.findIndex((unit) => milliseconds >= unit.size);
  const big = UNITS[first];
  if (!big) return '0 s';
  const small = UNITS[first + 1];
  const whole = Math.floor(milliseconds / big.size);
  const rest = small ? Math.floor((milliseconds % big.size) / small.size) : 0;
  return rest && small ? `${whole} ${big.name} ${rest} ${small.name}` : `${whole} ${big.name}`;
}

/** How long ago, in one unit (`12 min`); `now` for less than a second and for clocks that run ahead. */
export function formatAge(at: string, now: number): string {
  const age = now - Date.parse(at);
  if (Number.isNaN(age)) return at;
  const unit = UNITS.find(({ size }) => age >= size);
  return unit ? `${Math.floor(age / unit.size)} ${unit.name}` : 'now';
}

/**
 * A point in time for reading beside others: `11:48:02` on the day of `now`, else `21 Nov 11:48`, with
 * the year when that differs. Local time unless a zone is given.
 */
export function formatClock(at: string, now: number, timeZone?: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  const clock = (seconds: boolean) =>
    part(time, timeZone, { hour: '2-digit', minute: '2-digit', ...(seconds && { second: '2-digit' }) });
  if (day(time, timeZone) === day(now, timeZone)) return clock(true);
  const sameYear = day(time, timeZone).slice(-4) === day(now, timeZone).slice(-4);
  const date = part(time, timeZone, {
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  });
  return `${date} ${clock(false)}`;
}

/** A point in time with day, seconds and zone: `Sun, 22 Nov 2026, 11:48:02 UTC`. */
export function formatAbsolute(at: string, timeZone?: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return part(time, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

function day(time: number, timeZone: string | undefined): string {
  return part(time, timeZone, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

function part(time: number, timeZone: string | undefined, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone }).format(time);
}
