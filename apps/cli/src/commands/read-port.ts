import { InvalidArgumentError } from 'commander';

const HIGHEST_PORT = 65_535;

/** Reads a port from the command line; 0 takes a free one. */
export function readPort(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= HIGHEST_PORT) return value;
  throw new InvalidArgumentError(`A port is a number from 0 to ${HIGHEST_PORT}.`);
}
