/**
 * A GitHub of one repository, in the shapes that docs.github.com/rest documents for each call, with the
 * fields that anything here reads. Names are made up.
 */
export interface GitHubState {
  readonly repository: string;
  readonly defaultBranch: string;
  readonly commits: GitHubCommit[];
  readonly runs: GitHubRun[];
  readonly hooks: {
    readonly id: number;
    readonly url: string;
    readonly events: readonly string[];
    readonly attempts: GitHubAttempt[];
  }[];
  /** Versions of container packages by name. */
  readonly packages: Record<string, GitHubVersion[]>;
}

export interface GitHubCommit {
  readonly sha: string;
  readonly message: string;
  readonly login: string;
  readonly date: string;
  readonly onDefaultBranch: boolean;
}

export interface GitHubRun {
  readonly id: number;
  readonly sha: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly attempt?: number;
  /** Where the head commit lives, for a fork. */
  readonly headRepository?: string;
  readonly jobs: readonly { readonly name: string; readonly steps: readonly (readonly [string, string])[] }[];
}

export interface GitHubAttempt {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly deliveredAt: string;
  readonly statusCode: number;
  readonly payload: object;
}

interface GitHubVersion {
  readonly id: number;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt?: string;
}
