export { type CloudEvent, type CloudEventsResult, readCloudEvents } from './cloud-event.js';
export { type PubSubMessage, type PubSubResult, readPubSubMessage } from './pubsub-message.js';
export { type AwsEventResult, readAwsEvent, readSnsMessage, type SnsMessage } from './sns-message.js';
