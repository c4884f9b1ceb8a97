import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface Live {
  readonly paused: boolean;
  readonly toggle: () => void;
}

const LiveContext = createContext<Live>({ paused: false, toggle: () => undefined });

/** Whether the page renews itself. WCAG 2.2.2 asks for a way to stop what updates by itself. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [paused, setPaused] = useState(false);
  const live = useMemo(() => ({ paused, toggle: () => setPaused((before) => !before) }), [paused]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The reader's choice to pause updates, and how to change it. */
export function useLive(): Live {
  return useContext(LiveContext);
}
