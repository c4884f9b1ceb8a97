import { type FocusEvent, useState } from 'react';
import type { Incident } from '../../api/types.js';
import { type SteadyRows, steadyRows } from './steady-rows.js';

/** Attributes of the element that holds the list: somebody in it is reading. */
interface ReaderProps {
  readonly onMouseEnter: () => void;
  readonly onMouseLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

interface SteadyList extends SteadyRows {
  readonly readerProps: ReaderProps;
  /** Takes the waiting incidents in, where they belong. */
  readonly release: () => void;
}

/** Rows that do not move under the pointer, the focus, or somebody who has scrolled down. */
export function useSteadyRows(latest: readonly Incident[]): SteadyList {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [list, setList] = useState(() => ({ latest, ...steadyRows([], latest, false) }));
  const take = (reading: boolean) => setList({ latest, ...steadyRows(list.rows, latest, reading) });
  const reading = hovered || focused || window.scrollY > 0;
  const unsettled = list.waiting > 0 || list.rows.some(({ gone }) => gone);
  // Adjusting state while rendering is React's way to derive it from the answer before.
  if (list.latest !== latest || (unsettled && !reading)) take(reading);
  return {
    rows: list.rows,
    waiting: list.waiting,
    release: () => take(false),
    readerProps: {
      onMouseEnter: () => setHovered(true),
      onMouseLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: (event) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    },
  };
}
