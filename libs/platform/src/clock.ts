/** Tells the time; an argument wherever time matters, so that tests choose it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
