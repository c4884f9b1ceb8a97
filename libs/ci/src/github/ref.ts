import type { OtherObservation } from '#domain';
import { commitIdOf } from '#domain';
import { lenient } from '#platform';
import { envelopeFields, type ForgeEventReader } from './envelope.js';

const { read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  ref: text,
  ref_type: text,
  sha: text,
  release: shape({ tag_name: text, target_commitish: text, published_at: time, created_at: time }),
});

/**
 * `create` and `delete` name a branch or tag. GitHub leaves the commit to the `push` beside them; Gitea
 * says it, for an annotated tag with the id of the tag object, which is no commit.
 */
const refReader =
  (event: 'ref_created' | 'ref_deleted'): ForgeEventReader =>
  (payload, forge) => {
    const envelope = read(payloadSchema, payload);
    if (envelope === undefined) return 'unexpected_shape';
    if (envelope.ref === undefined) return 'nothing_identified';
    const name = envelope.ref.replace(/^refs\/(?:heads|tags)\//, '');
    const isBranch = envelope.ref_type === 'branch';
    const observation: OtherObservation = {
      kind: 'other',
      provider: forge,
      event,
      repository: envelope.repository?.full_name,
      commit: isBranch ? commitIdOf(envelope.sha) : undefined,
      branch: isBranch ? name : undefined,
      gitTag: envelope.ref_type === 'tag' ? name : undefined,
      actor: envelope.sender?.login,
      occurredAt: envelope.repository?.pushed_at,
    };
    return [observation];
  };

export const readCreateEvent = refReader('ref_created');
export const readDeleteEvent = refReader('ref_deleted');

/** `release`: a tag got release notes. `target_commitish` is a commit only when it was given as one. */
export const readReleaseEvent: ForgeEventReader = (payload, forge) => {
  const envelope = read(payloadSchema, payload);
  if (envelope?.release === undefined) return 'unexpected_shape';
  const { release } = envelope;
  return [
    {
      kind: 'other',
      provider: forge,
      event: 'release',
      repository: envelope.repository?.full_name,
      gitTag: release.tag_name,
      commit: commitIdOf(release.target_commitish),
      detail: envelope.action,
      actor: envelope.sender?.login,
      occurredAt: release.published_at ?? release.created_at,
    },
  ];
};
