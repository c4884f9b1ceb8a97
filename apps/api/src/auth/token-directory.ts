import { Inject, Injectable } from '@nestjs/common';
import type { TokenRecord, TokenStore } from '#pipeline';
import { type Clock, hashToken } from '#platform';
import { NEEDS } from '../needs.js';

/** A revoked token works for at most this much longer, in milliseconds. */
const CACHE_MS = 1000;

/** Bounds the memory that made-up tokens can take. */
const CACHE_ENTRIES = 1000;

interface Cached {
  readonly record: TokenRecord | null;
  readonly until: number;
}

/** Looks tokens up by their hash, asking the store at most once a second for each. */
@Injectable()
export class TokenDirectory {
  private readonly cache = new Map<string, Cached>();

  constructor(
    @Inject(NEEDS.tokens) private readonly tokens: TokenStore,
    @Inject(NEEDS.clock) private readonly clock: Clock,
  ) {}

  /** The token's record unless it is unknown or revoked. */
  async find(token: string): Promise<TokenRecord | null> {
    const hash = hashToken(token);
    const key = hash.toString('base64');
    const now = this.clock().getTime();
    const cached = this.cache.get(key);
    if (cached && cached.until > now) return cached.record;
    const record = await this.tokens.byHash(hash);
    if (this.cache.size >= CACHE_ENTRIES) this.cache.clear();
    this.cache.set(key, { record, until: now + CACHE_MS });
    return record;
  }
}
