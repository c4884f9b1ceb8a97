import type { Fix } from '../../verdict.js';
import type { PullErrorClass } from '../types.js';

/** A command that tells whether a mechanism is at work, and what its answer means. */
export interface DiagnosisStep {
  readonly title: string;
  /** A POSIX shell command. Names to fill in are shell variables: see `PLACEHOLDERS`. */
  readonly command: string;
}

/** What is known of one class of pull errors: what it means, how to make sure, what to do. */
export interface Mechanism {
  readonly class: PullErrorClass;
  readonly title: string;
  /** What happened, in two or three sentences a developer on call understands. */
  readonly meaning: string;
  readonly diagnosis: readonly DiagnosisStep[];
  /** Most often right first. Commands and patches use `PLACEHOLDERS`. */
  readonly fixes: readonly Fix[];
}

/** The shell variables that commands and patches use, and what to set them to. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  IMAGE: 'the reference as the pod writes it',
  REGISTRY: 'its registry host, with the port where there is one',
  REPOSITORY: 'its repository without host and tag',
  TAG: 'its tag',
  NAMESPACE: "the pod's namespace",
  POD: "the pod's name",
  SERVICE_ACCOUNT: "the pod's service account, `default` when it names none",
  NODE: 'the node the pod was placed on',
};
