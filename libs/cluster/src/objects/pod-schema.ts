import { lenient } from '#platform';

const { flag, list, shape, text, textMap, zonedTime } = lenient;

const Waiting = shape({ reason: text, message: text });
const Present = shape({});

const ContainerStatus = shape({
  name: text,
  state: shape({ waiting: Waiting, running: Present, terminated: Present }),
});

const Container = shape({ name: text, image: text, imagePullPolicy: text });

const ImageVolume = shape({ image: shape({ reference: text, pullPolicy: text }) });

const OwnerReference = shape({ apiVersion: text, kind: text, name: text, controller: flag });

/** The metadata that objects share, as far as it is read. */
export const Metadata = shape({
  uid: text,
  namespace: text,
  name: text,
  deletionTimestamp: zonedTime,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(OwnerReference),
});

/** The parts of a pod (v1) that are read. Everything may be missing or of another type. */
export const PodSchema = shape({
  metadata: Metadata,
  spec: shape({
    nodeName: text,
    serviceAccountName: text,
    imagePullSecrets: list(shape({ name: text })),
    volumes: list(ImageVolume),
    initContainers: list(Container),
    containers: list(Container),
    ephemeralContainers: list(Container),
  }),
  status: shape({
    phase: text,
    initContainerStatuses: list(ContainerStatus),
    containerStatuses: list(ContainerStatus),
    ephemeralContainerStatuses: list(ContainerStatus),
  }),
});

export type RawPod = lenient.Read<typeof PodSchema>;
export type RawStatus = lenient.Read<typeof ContainerStatus>;
export type RawContainer = lenient.Read<typeof Container>;
export type RawMetadata = lenient.Read<typeof Metadata>;
