import type { SourceSetups } from '#pipeline';

/** How each registry is connected; one entry for each line of the catalog. */
export const registrySetups: SourceSetups = {
  distribution: {
    where: 'the configuration file of the registry (config.yml), then a restart',
    permission: 'administration of the registry',
    fields: [],
    events: [],
    snippet:
      'notifications:\n  endpoints:\n    - name: pulltrace\n      url: {url}\n      headers:\n        Authorization: ["{secret}"]\n      timeout: 5s\n      threshold: 5\n      backoff: 10s\n      ignoredmediatypes: [application/octet-stream]',
    caution:
      'Set registryHost of the source to the name that images are pulled by. The registry keeps undelivered events in memory and loses them when it restarts.',
    docs: 'CNCF Distribution docs, "Work with notifications"',
  },
  dockerhub: {
    where: 'the repository → Webhooks',
    permission: 'administration of the repository',
    fields: [
      ['Webhook name', 'pulltrace'],
      ['Webhook URL', '{url}'],
    ],
    events: [],
    caution:
      'Docker Hub cannot sign, sends no digest and tells of no deletion. Name docker.io under registries: so that it can be asked.',
    docs: 'Docker docs, "Webhooks"',
  },
  harbor: {
    where: 'the project → Webhooks → New Webhook',
    permission: 'Project Admin',
    fields: [
      ['Notify Type', 'http'],
      ['Payload Format', 'Default'],
      ['Endpoint URL', '{url}'],
      ['Auth Header', '{secret}'],
    ],
    events: [
      'Artifact pushed',
      'Artifact deleted',
      'Tag retention finished',
      'Replication status changed',
      'Quota exceed',
    ],
    caution:
      'Adding or removing a tag of an artifact that is there sends nothing; name the host under registries: as well.',
    docs: 'Harbor docs, "Configure Webhook Notifications"',
  },
  quay: {
    where: 'the repository → Settings → Events and Notifications → Create Notification',
    permission: 'administration of the repository',
    fields: [
      ['Method', 'Webhook POST'],
      ['Webhook URL', '{url}'],
    ],
    events: [
      'Push to Repository',
      'Dockerfile Build Failure',
      'Dockerfile Build Success',
      'Image build cancelled',
    ],
    caution:
      'One notification for each event. Quay cannot sign, and gives up a notification that failed about three times.',
    docs: 'Quay docs, "Repository notifications"',
  },
  acr: {
    where: 'the registry → Services → Webhooks → Add',
    permission: 'Microsoft.ContainerRegistry/registries/webhooks/write',
    fields: [
      ['Service URI', '{url}'],
      ['Custom headers', 'Authorization: Bearer {secret}'],
      ['Status', 'On'],
    ],
    events: ['push', 'delete'],
    caution: 'Untagging sends nothing, and the deletion of a manifest names no tag.',
    docs: 'Azure Container Registry docs, "Using webhooks"',
  },
  ecr: {
    where: 'Amazon EventBridge → Rules, with an API destination as the target',
    permission: 'events:PutRule, events:PutTargets, events:CreateConnection, events:CreateApiDestination',
    fields: [
      ['Connection, authorization type', 'API key: name X-Api-Key, value {secret}'],
      ['API destination endpoint', '{url}'],
      ['HTTP method', 'POST'],
    ],
    events: [],
    snippet: '{"source": ["aws.ecr"], "detail-type": ["ECR Image Action"]}',
    caution: 'The rule has to be in the region of the registry. Delivery is best effort.',
    docs: 'Amazon ECR user guide, "Amazon ECR events and EventBridge"',
  },
  gar: {
    where: 'a push subscription of the Pub/Sub topic gcr in the project',
    permission: 'roles/pubsub.editor',
    fields: [],
    events: [],
    snippet:
      'gcloud pubsub topics create gcr\ngcloud pubsub subscriptions create pulltrace-pushes --topic=gcr \\\n  --push-endpoint={url} \\\n  --push-auth-service-account=SERVICE_ACCOUNT_EMAIL --push-auth-token-audience={host}',
    caution:
      'Name the service account and the audience under trust: of the source, or what comes counts as unsigned.',
    docs: 'Artifact Registry docs, "Configure Pub/Sub notifications"',
  },
  jfrog: {
    where: 'Administration → General Management → Webhooks → New Webhook',
    permission: 'platform administration',
    fields: [
      ['URL', '{url}'],
      ['Secret token', '{secret}'],
      ['Use secret for payload signing', 'on'],
    ],
    events: ['Docker: Tag was pushed', 'Docker: Tag was deleted', 'Docker: Tag was promoted'],
    caution:
      'Set registryHost of the source: the payload names the local repository and not the host that images are pulled from.',
    docs: 'JFrog docs, "Webhooks"',
  },
  nexus: {
    where: 'Administration → System → Capabilities → Create → Webhook: Repository, once for each repository',
    permission: 'nx-capabilities-create',
    fields: [
      ['URL', '{url}'],
      ['Secret key', '{secret}'],
    ],
    events: ['component'],
    caution: 'Set registryHost of the source: Nexus does not say its own name.',
    docs: 'Sonatype Nexus Repository docs, "Webhooks"',
  },
  'aliyun-acr': {
    where: 'the image repository → Trigger → Create',
    permission: 'AliyunContainerRegistryFullAccess, or cr:CreateRepoTrigger',
    fields: [
      ['Trigger URL', '{url}'],
      ['Trigger', 'All'],
    ],
    events: [],
    caution: 'It cannot sign, so the address is the secret.',
    docs: 'Alibaba Cloud docs, "Create a trigger"',
  },
};
