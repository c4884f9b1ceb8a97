import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** Ages are shown in whole units, so a reader sees no difference from a faster tick. */
const TICK_MILLISECONDS = 5000;

const NowContext = createContext(0);

/** The time that every age on the page is counted from, so that all of them agree. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

/** The page's idea of now, in milliseconds since 1970; renews every few seconds. */
export function useNow(): number {
  return useContext(NowContext);
}
