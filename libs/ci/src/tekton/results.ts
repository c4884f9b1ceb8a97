import { type BuildImage, builtImage, readWrittenImage } from '#domain';
import { lenient } from '#platform';
import type { RunResult } from './payload.js';

/** What results say by the naming convention of Tekton Chains ("Type Hinting"). */
export interface ResultNames {
  readonly gitUrl: string | undefined;
  readonly gitCommit: string | undefined;
  readonly images: readonly BuildImage[];
}

const artifact = lenient.shape({ uri: lenient.text, digest: lenient.text });

/** Bare names without a host mean Docker Hub, as everywhere in Kubernetes. */
const DEFAULT_HOST = 'docker.io';

/**
 * Reads `IMAGE_URL` with `IMAGE_DIGEST` (both with any prefix), `IMAGES` (a list of `url@digest`),
 * `…ARTIFACT_OUTPUTS` objects, and `CHAINS-GIT_URL` with `CHAINS-GIT_COMMIT`. Values end in newlines.
 */
export function readResults(results: readonly RunResult[]): ResultNames {
  const texts = new Map<string, string>();
  const images: BuildImage[] = [];
  for (const { name, value } of results) {
    if (name === undefined) continue;
    if (typeof value === 'string') texts.set(name, value.trim());
    else if (name.endsWith('ARTIFACT_OUTPUTS')) images.push(...artifactImage(value));
  }
  for (const [name, value] of texts) {
    if (name === 'IMAGES') images.push(...value.split(/[\s,]+/).flatMap((text) => image(text)));
    else if (/(?:^|[_-])IMAGE_URL$/.test(name))
      images.push(...image(value, texts.get(name.replace(/URL$/, 'DIGEST'))));
  }
  return {
    gitUrl: suffixed(texts, 'CHAINS-GIT_URL'),
    gitCommit: suffixed(texts, 'CHAINS-GIT_COMMIT'),
    images,
  };
}

function suffixed(texts: ReadonlyMap<string, string>, suffix: string): string | undefined {
  return [...texts].find(([name]) => name.endsWith(suffix))?.[1];
}

function artifactImage(value: unknown): BuildImage[] {
  const output = lenient.read(artifact, value);
  return image(output?.uri ?? '', output?.digest);
}

function image(text: string, digest?: string): BuildImage[] {
  const written = readWrittenImage(text, DEFAULT_HOST);
  if (written === null) return [];
  return [builtImage(written, digest)];
}
