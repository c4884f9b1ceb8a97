/** Where an image lives, without tag and digest, after Docker's normalisation. */
export interface ImageRepository {
  /**
   * Registry host with port, lower case: `docker.io`, `ghcr.io`, `127.0.0.1:5000`, `[::1]:5000`.
   * One exception keeps its case: a bare upper-case first component (`Acme/api`), which Docker reads
   * as a host only because it is upper case.
   */
  readonly registry: string;
  /** Path inside the registry: `library/nginx`, `acme/api`. */
  readonly path: string;
  /** `registry/path`: the image repository as observations write it. */
  readonly repository: string;
}

/** An image reference in its parts, after Docker's normalisation. */
export interface ImageReference extends ImageRepository {
  /** `latest` when the text has neither tag nor digest; `null` when it has only a digest. */
  readonly tag: string | null;
  readonly digest: string | null;
  /** `repository[:tag][@digest]`: equal for every spelling of the same reference. */
  readonly canonical: string;
}

/** Why a text is not an image reference. */
export interface ReferenceError {
  readonly code:
    | 'empty'
    | 'too_long'
    | 'uppercase'
    | 'bad_character'
    | 'bad_separator'
    | 'bad_tag'
    | 'bad_digest'
    | 'bad_port'
    | 'bad_domain'
    | 'whitespace'
    | 'scheme'
    | 'identifier';
  /** A sentence that says which character is wrong and what it should be. */
  readonly message: string;
  /** Offset of the first wrong character in the text. */
  readonly position: number;
}

export type ParsedReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly error: ReferenceError };
