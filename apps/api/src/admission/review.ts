import { lenient } from '#platform';

const { flag, list, shape, text } = lenient;

const Container = shape({ image: text });
const Images = {
  initContainers: list(Container),
  containers: list(Container),
  volumes: list(shape({ image: shape({ reference: text }) })),
};
const PodSpec = shape(Images);
const Template = shape({ spec: PodSpec });

/** The places where the kinds that make pods keep the pods' spec: a Pod, a workload, a CronJob. */
const Workload = shape({
  metadata: shape({ ownerReferences: list(shape({ controller: flag })) }),
  spec: shape({
    ...Images,
    template: Template,
    jobTemplate: shape({ spec: shape({ template: Template }) }),
  }),
});

const Review = shape({
  kind: text,
  request: shape({ uid: text, namespace: text, object: Workload, oldObject: Workload }),
});

/** What an AdmissionReview (admission.k8s.io/v1) asks. */
export interface AdmissionQuestion {
  readonly uid: string;
  readonly namespace: string | null;
  /** Images that come in with this request; none for what a controller makes, where nobody reads warnings. */
  readonly images: readonly string[];
}

/** Reads an AdmissionReview; `null` when it is none. */
export function readReview(value: unknown): AdmissionQuestion | null {
  const review = lenient.read(Review, value);
  const request = review?.request;
  if (review?.kind !== 'AdmissionReview' || !request?.uid) return null;
  const before = new Set(imagesOf(request.oldObject));
  const made = request.object?.metadata?.ownerReferences.some(({ controller }) => controller === true);
  const images = made ? [] : imagesOf(request.object).filter((image) => !before.has(image));
  return { uid: request.uid, namespace: request.namespace ?? null, images: [...new Set(images)] };
}

function imagesOf(object: lenient.Read<typeof Workload> | undefined): readonly string[] {
  const { spec } = object ?? {};
  return [spec, spec?.template?.spec, spec?.jobTemplate?.spec?.template?.spec].flatMap((pod) => [
    ...(pod?.initContainers ?? []).flatMap(({ image }) => image ?? []),
    ...(pod?.containers ?? []).flatMap(({ image }) => image ?? []),
    ...(pod?.volumes ?? []).flatMap(({ image }) => image?.reference ?? []),
  ]);
}
