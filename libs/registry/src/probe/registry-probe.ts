import { parseImageRepository } from '#domain';
import type { Doubtful, ManifestAnswer, ReferrersAnswer, RegistryReader, TagsAnswer } from '#pipeline';
import type { Clock, OutboundClient } from '#platform';
import { type Ask, askManifest } from './manifest-question.js';
import { askReferrers } from './referrers-question.js';
import { apiHostOf, basicCredentials, type RegistryAccess } from './registry-access.js';
import { RegistrySession } from './registry-session.js';
import { askTags } from './tags-question.js';

export interface ProbeSettings {
  readonly registries: readonly RegistryAccess[];
  readonly send: OutboundClient;
  readonly clock: Clock;
  /** For one question, however many requests it takes; 10 s when absent, as long as GitHub's webhooks wait. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

const NOT_CONFIGURED: Doubtful = { state: 'unknown', reason: 'not_configured' };

/** Hosts that the probe talks to in the name of these registries, for the outbound client's guard. */
export const probedHosts = (registries: readonly RegistryAccess[]): readonly string[] =>
  registries.map(apiHostOf);

interface Opened {
  readonly ask: Ask;
  /** With credentials, "no such repository" is not merely what strangers are told. */
  readonly hidesNothing: boolean;
}

/**
 * A read-only client of the OCI distribution API for the registries of the configuration. No image
 * reference makes it talk to any other host.
 */
export class RegistryProbe implements RegistryReader {
  private readonly sessions: ReadonlyMap<string, readonly [RegistryAccess, RegistrySession]>;

  constructor(private readonly settings: ProbeSettings) {
    const { registries, send, clock } = settings;
    this.sessions = new Map(
      registries.map((access) => [
        access.host.toLowerCase(),
        [access, new RegistrySession(access, send, clock)] as const,
      ]),
    );
  }

  mayAsk(host: string): boolean {
    return this.sessions.has(host);
  }

  async manifest(
    repository: string,
    { tag, digest }: { readonly tag: string | null; readonly digest: string | null },
  ): Promise<ManifestAnswer> {
    const opened = this.open(repository);
    return opened ? askManifest(opened.ask, digest ?? tag ?? 'latest', opened.hidesNothing) : NOT_CONFIGURED;
  }

  async tags(repository: string, after: string | null): Promise<TagsAnswer> {
    const opened = this.open(repository);
    return opened ? askTags(opened.ask, after, opened.hidesNothing) : NOT_CONFIGURED;
  }

  async referrers(repository: string, digest: string): Promise<ReferrersAnswer> {
    const opened = this.open(repository);
    return opened ? askReferrers(opened.ask, digest) : NOT_CONFIGURED;
  }

  private open(text: string): Opened | null {
    const repository = parseImageRepository(text);
    const session = repository && this.sessions.get(repository.registry);
    if (!repository || !session) return null;
    const deadline = this.settings.clock().getTime() + (this.settings.timeoutMs ?? TIMEOUT_MS);
    return {
      ask: (question) => session[1].ask({ ...question, path: repository.path }, deadline),
      hidesNothing: basicCredentials(session[0]) !== null,
    };
  }
}
