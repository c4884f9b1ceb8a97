import type { SourceSetups } from '#pipeline';

const BASIC = ['Authentication', 'Basic, any user name, password {secret}'] as const;

/** How each CI provider and forge is connected; one entry for each line of the catalog. */
export const ciSetups: SourceSetups = {
  github: {
    where: 'Settings → Webhooks → Add webhook, of the repository or the organisation',
    permission: 'administration of the repository, or an owner of the organisation',
    fields: [
      ['Payload URL', '{url}'],
      ['Content type', 'application/json'],
      ['Secret', '{secret}'],
      ['SSL verification', 'enabled'],
    ],
    events: ['Pushes', 'Workflow runs', 'Workflow jobs', 'Packages'],
    caution:
      'Packages are told of only where they are linked to the repository. GitHub does not deliver again by itself: add a token under github: in the configuration, and what was missed is fetched.',
    docs: 'GitHub docs, "Creating webhooks"',
  },
  gitlab: {
    where: 'Settings → Webhooks → Add new webhook, of the project or the group',
    permission: 'Maintainer of the project, or Owner of the group',
    fields: [
      ['URL', '{url}'],
      ['Secret token', '{secret}'],
      ['SSL verification', 'enabled'],
    ],
    events: ['Push events', 'Tag push events', 'Pipeline events', 'Job events'],
    caution:
      'Its container registry sends no project webhooks; connect it as distribution, or name it under registries:.',
    docs: 'GitLab docs, "Webhooks"',
  },
  gitea: {
    where: 'Settings → Webhooks → Add Webhook → Gitea (Forgejo), of the repository or the organisation',
    permission: 'administration of the repository or the organisation',
    fields: [
      ['Target URL', '{url}'],
      ['HTTP Method', 'POST'],
      ['POST Content Type', 'application/json'],
      ['Secret', '{secret}'],
    ],
    events: ['Push', 'Create', 'Workflow Run', 'Workflow Job', 'Package'],
    caution: 'The server must be allowed to reach {host}: [webhook] ALLOWED_HOST_LIST in app.ini.',
    docs: 'Gitea docs, "Webhooks"',
  },
  bitbucket: {
    where: 'Repository settings → Webhooks → Add webhook',
    permission: 'administration of the repository',
    fields: [
      ['URL', '{url}'],
      ['Secret', '{secret}'],
      ['Status', 'Active'],
    ],
    events: ['Repository: Push', 'Repository: Build status created', 'Repository: Build status updated'],
    caution: 'Payloads over 256 KB are dropped without a word.',
    docs: 'Bitbucket Cloud docs, "Manage webhooks"',
  },
  'bitbucket-server': {
    where: 'Repository settings → Webhooks → Create webhook',
    permission: 'administration of the repository',
    fields: [
      ['URL', '{url}'],
      ['Secret', '{secret}'],
    ],
    events: ['Repository: Push'],
    docs: 'Bitbucket Data Center docs, "Manage webhooks"',
  },
  jenkins: {
    where: 'the job → Configure → Job Notifications (Notification plugin)',
    permission: 'Job/Configure',
    fields: [
      ['Format', 'JSON'],
      ['Protocol', 'HTTP'],
      ['Event', 'All Events'],
      ['URL', '{url}'],
    ],
    events: [],
    caution:
      'The plugin cannot sign, so the address is the secret. A pipeline that reports itself with one request to POST /v1/builds tells more.',
    docs: 'Jenkins plugins, "Notification"',
  },
  circleci: {
    where: 'Project Settings → Webhooks → Add Webhook',
    permission: 'administration of the project',
    fields: [
      ['Receiver URL', '{url}'],
      ['Secret token', '{secret}'],
      ['Certificate verification', 'on'],
    ],
    events: ['Workflow Completed', 'Job Completed'],
    docs: 'CircleCI docs, "Outbound webhooks"',
  },
  buildkite: {
    where: 'Organization Settings → Notification Services → Webhook → Add',
    permission: 'administration of the organisation',
    fields: [
      ['Webhook URL', '{url}'],
      ['Token', '{secret}, sent as X-Buildkite-Signature'],
    ],
    events: ['build.scheduled', 'build.running', 'build.finished', 'job.started', 'job.finished'],
    docs: 'Buildkite docs, "Webhooks"',
  },
  azuredevops: {
    where: 'Project settings → Service hooks → Create subscription → Web Hooks, once for each event',
    permission: 'Edit subscriptions of the project',
    fields: [['URL', '{url}'], BASIC, ['Resource details to send', 'All']],
    events: ['Code pushed', 'Build completed', 'Run state changed', 'Run job state changed'],
    caution: 'With "Minimal" resource details neither commit nor branch is sent.',
    docs: 'Azure DevOps docs, "Webhooks"',
  },
  drone: {
    where: 'the environment of the Drone server',
    permission: 'administration of the server',
    fields: [],
    events: ['build'],
    snippet: 'DRONE_WEBHOOK_ENDPOINT={url}\nDRONE_WEBHOOK_SECRET={secret}\nDRONE_WEBHOOK_EVENTS=build',
    docs: 'Drone docs, "Webhooks"',
  },
  teamcity: {
    where: 'Parameters of the project (configuration parameters)',
    permission: 'Edit project',
    fields: [
      ['teamcity.internal.webhooks.enable', 'true'],
      ['teamcity.internal.webhooks.url', '{url}'],
      ['teamcity.internal.webhooks.events', 'BUILD_STARTED;BUILD_FINISHED;BUILD_INTERRUPTED'],
      ['teamcity.internal.webhooks.username', 'pulltrace'],
      ['teamcity.internal.webhooks.password', '{secret} (as a password parameter)'],
    ],
    events: [],
    docs: 'TeamCity docs, "Webhooks"',
  },
  tekton: {
    where: 'the ConfigMap config-events of the namespace tekton-pipelines',
    permission: 'update of that ConfigMap',
    fields: [],
    events: [],
    snippet: 'data:\n  formats: tektonv1\n  sink: {url}',
    caution: 'Tekton cannot sign, so the address is the secret.',
    docs: 'Tekton docs, "Events via Cloud Events"',
  },
  cdevents: {
    where: 'the sink of whatever sends CDEvents over CloudEvents (binary, structured or batched)',
    permission: 'as the sender asks for it',
    fields: [
      ['URL', '{url}'],
      ['Header', 'Authorization: Bearer {secret}, where the sender can add one'],
    ],
    events: [
      'dev.cdevents.pipelinerun.*',
      'dev.cdevents.taskrun.*',
      'dev.cdevents.build.*',
      'dev.cdevents.artifact.*',
    ],
    docs: 'CDEvents specification, "CloudEvents binding"',
  },
  cloudbuild: {
    where: 'a push subscription of the Pub/Sub topic cloud-builds in the project',
    permission: 'roles/pubsub.editor',
    fields: [],
    events: [],
    snippet:
      'gcloud pubsub topics create cloud-builds\ngcloud pubsub subscriptions create pulltrace-builds --topic=cloud-builds \\\n  --push-endpoint={url} \\\n  --push-auth-service-account=SERVICE_ACCOUNT_EMAIL --push-auth-token-audience={host}',
    caution:
      'Name the service account and the audience under trust: of the source, or what comes counts as unsigned.',
    docs: 'Google Cloud docs, "Subscribe to build notifications"',
  },
  codebuild: {
    where: 'Amazon EventBridge → Rules, with an API destination as the target',
    permission: 'events:PutRule, events:PutTargets, events:CreateConnection, events:CreateApiDestination',
    fields: [
      ['Connection, authorization type', 'API key: name X-Api-Key, value {secret}'],
      ['API destination endpoint', '{url}'],
      ['HTTP method', 'POST'],
    ],
    events: [],
    snippet: '{"source": ["aws.codebuild"], "detail-type": ["CodeBuild Build State Change"]}',
    docs: 'AWS CodeBuild user guide, "Build notifications sample"',
  },
};
