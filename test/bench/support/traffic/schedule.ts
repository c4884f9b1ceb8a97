import { eventsOf, type TrafficEvent } from './failing-build.js';

export interface ScheduleSettings {
  readonly eventsPerSecond: number;
  readonly seconds: number;
  /** Source repositories that take turns with a failing build. */
  readonly repositories: number;
}

/** Events of one case; see `eventsOf`. */
const EVENTS_PER_CASE = 9;
const SECOND_MS = 1_000;

/**
 * Many cases side by side, in the order in which their events are sent: one every `1 / eventsPerSecond` seconds.
 * What a case has left when the time is over is not sent.
 */
export function schedule(settings: ScheduleSettings): readonly TrafficEvent[] {
  const { eventsPerSecond, seconds, repositories } = settings;
  const caseEveryMs = (EVENTS_PER_CASE * SECOND_MS) / eventsPerSecond;
  const cases = Math.ceil((seconds * SECOND_MS) / caseEveryMs);
  const events = Array.from({ length: cases }, (_, index) =>
    eventsOf({ index, repositories }).map((event) => ({ event, at: index * caseEveryMs + event.after })),
  ).flat();
  return events
    .toSorted((a, b) => a.at - b.at)
    .slice(0, eventsPerSecond * seconds)
    .map(({ event }) => event);
}
