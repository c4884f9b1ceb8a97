/** The links of the way from a commit to a running container, in order. */
export const STEP_KINDS = ['commit', 'build', 'push', 'delete', 'deploy', 'pull'] as const;

export type StepKind = (typeof STEP_KINDS)[number];

/** What the page knows of a cause code beyond the code. */
export interface CauseView {
  readonly code: string;
  /** Two or three words for a badge. */
  readonly label: string;
  /** The link that broke; `null` when it is not known. */
  readonly breaksAt: StepKind | null;
  /** Nothing is wrong yet: the link takes time or waits for a person. */
  readonly waits: boolean;
}

const at = (breaksAt: StepKind | null, code: string, label: string, waits = false): CauseView => ({
  code,
  label,
  breaksAt,
  waits,
});

/** One line per cause code of the public API. */
export const CAUSE_VIEWS: readonly CauseView[] = [
  at('build', 'build_failed', 'Build failed'),
  at('build', 'build_running', 'Build running', true),
  at('build', 'build_queued', 'Build queued', true),
  at('build', 'build_cancelled', 'Build cancelled'),
  at('build', 'build_timed_out', 'Build timed out'),
  at('build', 'workflow_invalid', 'Workflow invalid'),
  at('build', 'build_awaiting_approval', 'Awaiting approval', true),
  at('build', 'build_skipped', 'Build skipped'),
  at('push', 'push_skipped', 'Push skipped'),
  at('push', 'push_rejected', 'Push rejected'),
  at('deploy', 'tag_spelled_differently', 'Tag spelled differently'),
  at('deploy', 'tag_number_coerced', 'Tag became a number'),
  at('push', 'pushed_elsewhere', 'Pushed elsewhere'),
  at('deploy', 'repository_misspelled', 'Repository misspelled'),
  at('deploy', 'tag_unknown', 'Tag unknown'),
  at('build', 'commit_not_built_on_branch', 'Branch not built'),
  at('deploy', 'merge_commit_tag', 'Merge commit tag'),
  at('delete', 'tag_deleted', 'Tag deleted'),
  at('delete', 'digest_superseded', 'Digest superseded'),
  at('delete', 'platform_manifest_deleted', 'Platform deleted'),
  at('build', 'platform_not_built', 'Platform not built'),
  at('build', 'platform_build_failed', 'Platform build failed'),
  at('pull', 'pull_secret_missing', 'Pull secret missing'),
  at('pull', 'pull_secret_wrong_namespace', 'Secret in wrong namespace'),
  at('pull', 'pull_secret_wrong_registry', 'Secret for other registry'),
  at('pull', 'credential_expired', 'Credential expired'),
  at('pull', 'credentials_rejected', 'Credentials rejected'),
  at('pull', 'rate_limited', 'Rate limited'),
  at('pull', 'node_pull_throttled', 'Node throttles pulls'),
  at('pull', 'dns_failure', 'DNS failure'),
  at('pull', 'network_unreachable', 'Network unreachable'),
  at('pull', 'tls_untrusted', 'TLS untrusted'),
  at('pull', 'registry_unavailable', 'Registry unavailable'),
  at('pull', 'mirror_stale', 'Mirror stale'),
  at('pull', 'replication_lag', 'Replication lag', true),
  at('pull', 'pull_policy_never', 'Pull policy Never'),
  at('deploy', 'invalid_reference', 'Invalid reference'),
  at('pull', 'content_mismatch', 'Content mismatch'),
  at('pull', 'node_storage_full', 'Node disk full'),
  at('pull', 'signature_rejected', 'Signature rejected'),
  at('pull', 'pull_cancelled', 'Pull cancelled'),
  at('pull', 'third_party_image', 'Third-party image'),
  at(null, 'unknown', 'Cause unknown'),
];

const BY_CODE = new Map(CAUSE_VIEWS.map((view) => [view.code, view]));

/** The view of a cause; a code that this page does not know yet is shown in its own words. */
export function causeView(code: string): CauseView {
  return BY_CODE.get(code) ?? at(null, code, inWords(code));
}

/** `node_storage` as `Node storage`. */
export function inWords(code: string): string {
  const words = code.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
