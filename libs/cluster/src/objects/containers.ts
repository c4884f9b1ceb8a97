import { defaultPullPolicy, wantedReference } from '#domain';
import type { RawContainer, RawPod, RawStatus } from './pod-schema.js';
import { imageOfWaiting } from './waiting-reasons.js';

/** An image that a pod's spec asks for, with the policy that holds for it. */
export interface WantedImage {
  readonly image: string;
  readonly pullPolicy: string;
}

/** What a container's status says of its image. */
export type ImageState =
  | { readonly is: 'pulled' | 'not_yet' }
  | {
      readonly is: 'failing';
      readonly reason: string;
      readonly message: string;
      /** The image that fails: the container's, or that of a volume it mounts. */
      readonly image: WantedImage;
    };

/** A container of any kind. Names are unique in a pod across the kinds. */
export interface ContainerFacts {
  readonly name: string;
  readonly state: ImageState;
}

const NOT_YET: ImageState = { is: 'not_yet' };

/** Every image of a pod: of init, ordinary and ephemeral containers, and of image volumes. */
export function wantedImages({ spec }: RawPod): readonly WantedImage[] {
  return [...specContainers(spec).flatMap((container) => wantedOf(container) ?? []), ...volumeImages(spec)];
}

/** The containers of the spec with what their statuses say; one without a status has not been come to. */
export function containersOf({ spec, status }: RawPod): readonly ContainerFacts[] {
  const statuses = new Map(
    [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ].flatMap((entry) => (entry.name ? [[entry.name, entry] as const] : [])),
  );
  const volumes = volumeImages(spec);
  return specContainers(spec).flatMap((container) => {
    const wanted = wantedOf(container);
    if (!container.name || !wanted) return [];
    return [{ name: container.name, state: stateOf(statuses.get(container.name), wanted, volumes) }];
  });
}

const specContainers = (spec: RawPod['spec']): readonly RawContainer[] => [
  ...(spec?.initContainers ?? []),
  ...(spec?.containers ?? []),
  ...(spec?.ephemeralContainers ?? []),
];

function wantedOf({ image, imagePullPolicy }: RawContainer): WantedImage | null {
  return image ? { image, pullPolicy: imagePullPolicy ?? defaultPullPolicy(wantedReference(image)) } : null;
}

function volumeImages(spec: RawPod['spec']): readonly WantedImage[] {
  return (spec?.volumes ?? []).flatMap(({ image: volume }) => {
    const { reference: image, pullPolicy: imagePullPolicy } = volume ?? {};
    return wantedOf({ name: undefined, image, imagePullPolicy }) ?? [];
  });
}

function stateOf(
  status: RawStatus | undefined,
  own: WantedImage,
  volumes: readonly WantedImage[],
): ImageState {
  const { waiting, running, terminated } = status?.state ?? {};
  if (running || terminated) return { is: 'pulled' };
  if (!waiting) return NOT_YET;
  const reason = waiting.reason ?? '';
  const is = imageOfWaiting(reason);
  if (is !== 'failing') return { is };
  const message = waiting.message ?? '';
  return { is, reason, message, image: imageSaid(message, own, volumes) };
}

/**
 * The image a message is about. The kubelet reports an image volume that it cannot pull as the
 * waiting reason of each container that mounts it (KEP-4639), and only the text tells.
 */
function imageSaid(message: string, own: WantedImage, volumes: readonly WantedImage[]): WantedImage {
  if (message.includes(own.image)) return own;
  const named = volumes.filter(({ image }) => message.includes(image));
  return named.reduce((best, volume) => (volume.image.length > best.image.length ? volume : best), {
    ...(named[0] ?? own),
  });
}
