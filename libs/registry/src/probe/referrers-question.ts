import { imageDigestOf } from '#domain';
import type { Referrer, ReferrersAnswer } from '#pipeline';
import { lenient, readDocument } from '#platform';
import { MANIFEST_TYPES } from './manifest-document.js';
import type { Ask } from './manifest-question.js';
import { readAbsence } from './registry-errors.js';
import { type RegistryAnswer, refusalOf } from './registry-session.js';

const { list, shape, text } = lenient;
const indexSchema = shape({ manifests: list(shape({ digest: text, artifactType: text })) });

/** An index of referrers is a manifest, with the same limit. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What cosign's own tags hold; their manifests name no artifact type (sigstore/cosign, "Signature specification"). */
const COSIGN = 'application/vnd.dev.cosign.simplesigning.v1+json';

/**
 * What refers to a manifest: by the referrers API, by the tag that stands in for it in registries without
 * one (OCI distribution specification, "Referrers Tag Schema"), and by cosign's tag of before both.
 */
export async function askReferrers(ask: Ask, digest: string): Promise<ReferrersAnswer> {
  const tag = digest.replace(':', '-');
  const index = { method: 'GET', accept: MANIFEST_TYPES, maxBytes: MOST_BYTES } as const;
  let answer = await ask({ ...index, rest: `referrers/${digest}` });
  if (answer.ok && answer.status === 404) answer = await ask({ ...index, rest: `manifests/${tag}` });
  const listed = read(answer);
  if (listed.state === 'unknown') return listed;
  const cosign = await ask({
    method: 'HEAD',
    rest: `manifests/${tag}.sig`,
    accept: MANIFEST_TYPES,
    maxBytes: 0,
  });
  if (!cosign.ok) return { state: 'unknown', reason: cosign.reason };
  if (cosign.status !== 200 && cosign.status !== 404)
    return { state: 'unknown', reason: refusalOf(cosign.status) };
  const own = cosign.status === 200 ? [{ digest: null, artifactType: COSIGN }] : [];
  return { state: 'listed', referrers: [...listed.referrers, ...own] };
}

function read(answer: RegistryAnswer): ReferrersAnswer {
  if (!answer.ok) return { state: 'unknown', reason: answer.reason };
  if (answer.status === 404 && readAbsence(answer.body) !== null) return { state: 'listed', referrers: [] };
  if (answer.status !== 200) return { state: 'unknown', reason: refusalOf(answer.status) };
  const document = readDocument(answer.body, indexSchema);
  if (!document.ok) return { state: 'unknown', reason: 'not_understood' };
  const referrers = document.value.manifests.flatMap(({ digest, artifactType }): Referrer[] =>
    artifactType === undefined ? [] : [{ digest: imageDigestOf(digest), artifactType }],
  );
  return { state: 'listed', referrers };
}
