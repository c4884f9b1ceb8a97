export type TokenScope = 'ingest' | 'read' | 'admin';

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** API tokens, known only by their SHA-256. */
export interface TokenStore {
  create(token: {
    id: string;
    name: string;
    scope: TokenScope;
    hash: Buffer;
    createdAt: Date;
  }): Promise<void>;
  /** The token with this hash unless it is revoked. */
  byHash(hash: Buffer): Promise<TokenRecord | null>;
  list(): Promise<readonly TokenRecord[]>;
  /** By id or name; answers how many were revoked. */
  revoke(idOrName: string, at: Date): Promise<number>;
  /** Sets the one token of this name to this hash and scope, creating it when needed. */
  preset(token: {
    id: string;
    name: string;
    scope: TokenScope;
    hash: Buffer;
    createdAt: Date;
  }): Promise<void>;
}
