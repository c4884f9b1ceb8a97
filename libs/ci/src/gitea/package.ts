import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import { lenient } from '#platform';
import { envelopeFields, type ForgeEventReader } from '../github/envelope.js';

const { read, shape, text, time } = lenient;

const payloadSchema = shape({
  ...envelopeFields,
  package: shape({
    owner: shape({ login: text }),
    type: text,
    name: text,
    version: text,
    html_url: text,
    created_at: time,
    repository: shape({ full_name: text }),
  }),
});

const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['created', 'push'],
  ['deleted', 'delete'],
]);

/**
 * `package`: a version in the instance's own registry. The version of a container package is its
 * tag, or the digest of a manifest that was pushed without one.
 *
 * @param registryHost host clients pull from, where it is not that of the package's page
 */
export const giteaPackageReader =
  (registryHost: string | undefined): ForgeEventReader =>
  (payload) => {
    const envelope = read(payloadSchema, payload);
    const subject = envelope?.package;
    if (envelope === undefined || subject === undefined) return 'unexpected_shape';
    if (subject.type !== 'container') return 'not_an_image';
    const kind = KINDS.get(envelope.action ?? '');
    if (kind === undefined) return 'irrelevant_event';
    const page = URL.canParse(subject.html_url ?? '') ? new URL(subject.html_url ?? '').host : undefined;
    const path = `${subject.owner?.login ?? ''}/${subject.name ?? ''}`;
    const image = {
      provider: 'gitea',
      repository: imageRepositoryAt(registryHost ?? page, path),
      tag: imageTagOf(subject.version),
      digest: imageDigestOf(subject.version),
      actor: envelope.sender?.login,
      occurredAt: subject.created_at,
    };
    const source = subject.repository?.full_name ?? envelope.repository?.full_name;
    const observation: Observation =
      kind === 'push'
        ? { kind, ...image, sourceRepository: source }
        : // The version's creation is not the time of its deletion.
          { kind, ...image, occurredAt: undefined };
    return [observation];
  };
