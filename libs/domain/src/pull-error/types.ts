/** Vocabulary of the pull-error reader. */

export const PULL_ERROR_CLASSES = [
  'not_found',
  'invalid_reference',
  'auth',
  'arch_mismatch',
  'rate_limit',
  'dns',
  'network',
  'tls',
  'pull_policy',
  'registry_error',
  'node_storage',
  'corrupt_content',
  'signature_policy',
  'node_throttle',
  'cancelled',
  'backoff_only',
  'child_missing',
  'not_pull',
  'unknown',
] as const;

/** The mechanism behind a pull error. `child_missing`: the index is alive, its child manifest gone. */
export type PullErrorClass = (typeof PULL_ERROR_CLASSES)[number];

/** What a node says: an Event's or a waiting container's reason and message. */
export interface PullErrorInput {
  readonly reason?: string | null;
  readonly message: string;
  /** The image as the pod's spec writes it, when known. */
  readonly image?: string | null;
}

/** A pull error, read. Every extracted field is `null` when the text does not carry it. */
export interface PullError {
  readonly class: PullErrorClass;
  /** Other classes an expert would accept for this text. */
  readonly also: readonly PullErrorClass[];
  /** `exact`: known wording or a structured code; `generic`: a fall-back. */
  readonly certainty: 'exact' | 'generic';
  /** Name of the catalog rule that decided. */
  readonly rule: string | null;
  /** The reference that was asked for, as the text or the input writes it. */
  readonly image: string | null;
  /** Host the node really talked to (can be a mirror), with port where there is one. */
  readonly host: string | null;
  /** Registry the answering host is a mirror of, where the request says so (containerd's `?ns=`). */
  readonly mirrorOf: string | null;
  readonly runtime: 'containerd' | 'cri-o' | 'docker' | null;
  /** The innermost error without kubelet's, gRPC's and the runtime's wrapping. */
  readonly detail: string;
  readonly httpStatus: number | null;
  /** OCI distribution error code, upper case: `MANIFEST_UNKNOWN`, `DENIED`, … */
  readonly registryCode: string | null;
  readonly grpcCode: string | null;
  /** Platform asked for, `os/arch[/variant]`. */
  readonly platform: string | null;
  readonly dnsName: string | null;
  /** Digest of a manifest, config or blob the text names as missing or wrong. */
  readonly digest: string | null;
  /** `unknown_authority`, `expired`, `name_mismatch`, `plain_http`, … */
  readonly certificateProblem: string | null;
  readonly retryAfterSeconds: number | null;
  /** The registry's allowance in its own words: `44000/minute`. */
  readonly limit: string | null;
  /** True when the image was pulled, and is for another architecture (`exec format error`). */
  readonly wrongArchitecturePulled: boolean;
}
