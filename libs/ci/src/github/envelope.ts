import type { Observation } from '#domain';
import type { IgnoreReason } from '#pipeline';
import { lenient } from '#platform';

/** Turns the body of one kind of event into observations, or says why it holds none. */
export type GitHubEventReader = (payload: unknown) => Observation[] | IgnoreReason;

/** The parts that every GitHub event of a repository carries beside its own object. */
export const envelopeFields = {
  action: lenient.text,
  repository: lenient.shape({ full_name: lenient.text, html_url: lenient.text }),
  sender: lenient.shape({ login: lenient.text }),
};

/** A user as nested objects carry it. */
export const account = lenient.shape({ login: lenient.text });

/** Pull requests a run or check belongs to; empty for pull requests from forks. */
export const pullRequests = lenient.list(lenient.shape({ number: lenient.integer }));
