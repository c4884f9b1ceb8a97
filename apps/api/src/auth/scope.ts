import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { TokenScope } from '#pipeline';
import { type JobIdentity, JobTokens, jobToken } from '../job-tokens/job-tokens.js';
import { ProblemError } from '../problem/problem-error.js';
import { bearerToken, unauthorized } from './bearer.js';
import { TokenDirectory } from './token-directory.js';

const SCOPE = 'pulltrace:scope';
const JOBS = 'pulltrace:jobs';

/** A request that a CI job made with the token of its own system. */
export interface JobRequest {
  job?: JobIdentity;
}

/** What a token of each scope may do: `admin` includes the others. */
const GRANTS: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  ingest: ['ingest'],
  read: ['read'],
  admin: ['ingest', 'read', 'admin'],
};

/** Lets a request in when its bearer token has the scope of the route. */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenDirectory) private readonly directory: TokenDirectory,
    @Inject(JobTokens) private readonly jobs: JobTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = [context.getHandler(), context.getClass()];
    const wanted = this.reflector.getAllAndOverride<TokenScope>(SCOPE, marks);
    const request = context.switchToHttp().getRequest<FastifyRequest & JobRequest>();
    const ofJob = this.reflector.getAllAndOverride<boolean>(JOBS, marks)
      ? jobToken(request.raw.headers.authorization)
      : null;
    if (ofJob !== null) {
      request.job = await this.jobs.identify(ofJob);
      return true;
    }
    const token = bearerToken(request.raw.headers.authorization);
    if (token === null) throw unauthorized('send authorization: Bearer <token>');
    const record = await this.directory.find(token);
    if (!record) throw unauthorized('the token is unknown or revoked', 'invalid_token');
    if (GRANTS[record.scope].includes(wanted)) return true;
    throw new ProblemError(
      403,
      'forbidden',
      `this needs a token of scope ${wanted}; this one has ${record.scope}`,
      {
        headers: {
          'www-authenticate': `Bearer realm="pulltrace", error="insufficient_scope", scope="${wanted}"`,
        },
      },
    );
  }
}

/** Marks a route that CI jobs may also call with the ID token of their own system (`JobTokens`). */
export const JobsToo = () => SetMetadata(JOBS, true);

/** Marks a controller or a route as needing a token of this scope. */
export const Scope = (scope: TokenScope) => applyDecorators(SetMetadata(SCOPE, scope), UseGuards(ScopeGuard));
