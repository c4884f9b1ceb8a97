/** A CI system whose jobs may report with the ID token that it gives them. */
export interface JobIssuer {
  readonly provider: JobProvider;
  /** Issuer of the tokens, without a slash at the end; the provider's own service when absent. */
  readonly issuer?: string | undefined;
  /** What a job must ask its token for. */
  readonly audience: string;
  /** Source repositories whose jobs may report; `*` stands for any characters. */
  readonly repositories: readonly string[];
  /** The issuer is in a private network or speaks plain HTTP. */
  readonly allowPrivate: boolean;
}

export type JobProvider = 'github' | 'gitlab';

/** Where a provider's tokens come from, and which claim names the repository of the job. */
interface ProviderTokens {
  readonly issuer: string;
  /** Path of the JWKS document under the issuer. */
  readonly keys: string;
  readonly claim: string;
}

/**
 * GitHub docs, "OpenID Connect reference"; GitLab docs, "OpenID Connect (OIDC) Authentication Using ID
 * Tokens". The paths are those of both vendors' discovery documents (`jwks_uri`).
 */
export const JOB_PROVIDERS: Readonly<Record<JobProvider, ProviderTokens>> = {
  github: {
    issuer: 'https://token.actions.githubusercontent.com',
    keys: '/.well-known/jwks',
    claim: 'repository',
  },
  gitlab: { issuer: 'https://gitlab.com', keys: '/oauth/discovery/keys', claim: 'project_path' },
};

/** Whether a repository is one of those named; forges compare paths without regard to case. */
export function isNamed(repository: string, patterns: readonly string[]): boolean {
  const path = repository.toLowerCase();
  return patterns.some((pattern) => {
    const [first = '', ...rest] = pattern.toLowerCase().split('*');
    if (rest.length === 0) return path === first;
    const last = rest.pop() ?? '';
    if (path.length < first.length + last.length || !path.startsWith(first) || !path.endsWith(last))
      return false;
    let at = first.length;
    for (const part of rest) {
      const found = path.indexOf(part, at);
      if (found < 0 || found + part.length > path.length - last.length) return false;
      at = found + part.length;
    }
    return true;
  });
}
