/** Tells the time; an argument wherever time matters, so that tests choose it. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
