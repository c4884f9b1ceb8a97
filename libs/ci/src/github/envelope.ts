import type { Observation } from '#domain';
import type { IgnoreReason } from '#pipeline';
import { lenient } from '#platform';

/** Who sent it: Gitea and Forgejo repeat GitHub's formats for the events they share. */
export type Forge = 'github' | 'gitea';

/** Turns the body of one kind of event into observations, or says why it holds none. */
export type ForgeEventReader = (payload: unknown, forge: Forge) => Observation[] | IgnoreReason;

/** The parts that every event of a repository carries beside its own object. */
export const envelopeFields = {
  action: lenient.text,
  repository: lenient.shape({
    full_name: lenient.text,
    html_url: lenient.text,
    pushed_at: lenient.time,
  }),
  sender: lenient.shape({ login: lenient.text }),
};

/** A user as nested objects carry it. */
export const account = lenient.shape({ login: lenient.text });

/** Pull requests a run or check belongs to; empty for pull requests from forks. */
export const pullRequests = lenient.list(lenient.shape({ number: lenient.integer }));
