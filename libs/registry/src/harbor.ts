import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { OPERATOR_CREDENTIAL_HEADERS, readDocument, verifyOperatorCredential } from '#platform';
import { HARBOR_EVENTS } from './harbor/events.js';
import { deliverySchema } from './harbor/payload.js';

/** Harbor, in its default format and as CloudEvents (Harbor docs, "Configure webhook notifications"). */
export const harbor: SourceAdapter = {
  id: 'harbor',
  title: 'Harbor',
  aliases: ['cloudevents'],
  feeds: ['pushes'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify({ body }) {
    const document = readDocument(body, deliverySchema);
    const { type, id, specversion } = document.ok ? document.value : {};
    return { event: type ?? null, deliveryId: specversion === undefined ? null : (id ?? null) };
  },
  // Harbor sends the configured value as `Authorization`, without a scheme of its own.
  verify: ({ headers }, { secrets }) => verifyOperatorCredential(headers, secrets),
  normalise({ body }, { registryHost }) {
    const document = readDocument(body, deliverySchema);
    if (!document.ok) return { ignored: document.reason };
    const delivery = document.value;
    const observe = HARBOR_EVENTS.get(delivery.type ?? '');
    if (observe === undefined) return { ignored: 'unknown_event' };
    if (observe === 'irrelevant_event') return { ignored: observe };
    return normalised(
      observe({
        type: delivery.type ?? '',
        data: delivery.event_data ?? delivery.data,
        actor: delivery.operator,
        at: delivery.occur_at ?? delivery.time,
        id: delivery.specversion === undefined ? undefined : delivery.id,
        registryHost,
      }),
    );
  },
};
