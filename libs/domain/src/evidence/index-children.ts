import type { CaseFile } from './case-file.js';
import type { PushRecord } from './tag-history.js';

/** Clients push the manifests of an index one after the other and the index last; large layers come before. */
const LONGEST_UPLOAD_MS = 10 * 60_000;

/** OCI image index and Docker manifest list, by their media type or because they have several platforms. */
function isIndex({ observation }: PushRecord): boolean {
  const { mediaType, platforms } = observation;
  return /image\.index|manifest\.list/.test(mediaType ?? '') || (platforms?.length ?? 0) > 1;
}

/** The tagged index that an untagged manifest was pushed for: the next tagged push, where that is an index. */
export function parentOf(file: CaseFile, child: PushRecord): PushRecord | null {
  if (child.observation.tag || !child.observation.digest) return null;
  const next = file.pushes.find(
    ({ at, observation }) =>
      observation.tag && at >= child.at && observation.digest !== child.observation.digest,
  );
  if (!next || !isIndex(next)) return null;
  return Date.parse(next.at) - Date.parse(child.at) <= LONGEST_UPLOAD_MS ? next : null;
}

/** The manifests that an index lists, as far as the order of the pushes tells. */
export const childrenOf = (file: CaseFile, index: PushRecord): readonly PushRecord[] =>
  file.pushes.filter((push) => parentOf(file, push)?.id === index.id);
