import { DEFAULT_BODY_LIMIT, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import {
  lenient,
  OPERATOR_CREDENTIAL_HEADERS,
  readDocument,
  readJson,
  verifyOperatorCredential,
} from '#platform';
import { AZURE_EVENTS } from './azuredevops/events.js';

const { identifier, shape, text } = lenient;

const envelopeSchema = shape({
  id: text,
  eventType: text,
  subscriptionId: text,
  notificationId: identifier,
});

/** Azure DevOps service hooks (Azure DevOps docs, "Service hooks events"). They cannot sign. */
export const azuredevops: SourceAdapter = {
  id: 'azuredevops',
  title: 'Azure DevOps',
  feeds: ['commits', 'builds'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify({ body }) {
    const document = readDocument(body, envelopeSchema);
    const { eventType, subscriptionId, notificationId } = document.ok ? document.value : {};
    const numbered = subscriptionId !== undefined && notificationId !== undefined;
    // The envelope's own `id` can be all zeros.
    return { event: eventType ?? null, deliveryId: numbered ? `${subscriptionId}/${notificationId}` : null };
  },
  // The subscription can add Basic credentials or headers of the operator's choice.
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise({ body }) {
    const document = readJson(body);
    if (!document.ok) return { ignored: 'unreadable_body' };
    const event = lenient.read(envelopeSchema, document.value)?.eventType;
    return AZURE_EVENTS.get(event ?? '')?.(document.value) ?? { ignored: 'unknown_event' };
  },
};
