import { Inject, Injectable } from '@nestjs/common';
import { type Clock, idTokenKeyId, verifyIdToken } from '#platform';
import { unauthorized } from '../auth/bearer.js';
import { PUBLIC_KEYS, PublicKeys } from '../hooks/public-keys.js';
import { NEEDS } from '../needs.js';
import { ProblemError } from '../problem/problem-error.js';
import { isNamed, JOB_PROVIDERS, type JobIssuer } from './job-issuer.js';

/** Whom a job's token speaks for. */
export interface JobIdentity {
  readonly provider: string;
  /** Source repository as the CI system writes it. */
  readonly repository: string;
}

/**
 * Longest token looked at, in characters. GitHub's have about 2,000; a header may have 16 KiB in all
 * (Node's `--max-http-header-size`).
 */
const MAX_JWT = 8_192;

/** The token of a job in an `Authorization` header, told by its form: three parts. */
export function jobToken(authorization: string | undefined): string | null {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization ?? '')?.[1];
  return token !== undefined && token.length <= MAX_JWT ? token : null;
}

/** Lets CI jobs in by the ID tokens of the issuers that are configured. */
@Injectable()
export class JobTokens {
  constructor(
    @Inject(NEEDS.access) private readonly access: { readonly jobTokens: readonly JobIssuer[] },
    @Inject(PUBLIC_KEYS) private readonly publicKeys: PublicKeys,
    @Inject(NEEDS.clock) private readonly clock: Clock,
  ) {}

  /**
   * The job behind a token. The signature and the audience prove only that some job of the issuer made
   * the request, so the repository in it must be one of those configured.
   *
   * @throws ProblemError 401 when no configured issuer vouches for the token, 503 when an issuer's keys
   *   cannot be had
   */
  async identify(token: string): Promise<JobIdentity> {
    let unavailable = false;
    for (const issuer of this.access.jobTokens) {
      const result = await this.check(token, issuer);
      if (typeof result === 'object') return result;
      unavailable ||= result === 'key_unavailable';
    }
    if (!unavailable) throw unauthorized('no configured CI system vouches for this token', 'invalid_token');
    throw new ProblemError(
      503,
      'key_unavailable',
      "the CI system's public keys cannot be had at the moment",
      {
        headers: { 'retry-after': '5' },
      },
    );
  }

  private async check(
    token: string,
    trusted: JobIssuer,
  ): Promise<JobIdentity | 'refused' | 'key_unavailable'> {
    const { keys, claim, issuer: usual } = JOB_PROVIDERS[trusted.provider];
    const issuer = trusted.issuer ?? usual;
    const keyId = idTokenKeyId(token);
    if (keyId === null) return 'refused';
    const document = await this.publicKeys.document(`${issuer}${keys}`, {
      naming: keyId,
      allowPrivate: trusted.allowPrivate,
    });
    const expected = { issuers: [issuer], audience: trusted.audience };
    const result = await verifyIdToken(token, document ?? undefined, expected, this.clock());
    if (!result.ok) return result.reason === 'key_unavailable' ? 'key_unavailable' : 'refused';
    const repository = result.claims[claim];
    if (typeof repository !== 'string' || !isNamed(repository, trusted.repositories)) return 'refused';
    return { provider: trusted.provider, repository };
  }
}
