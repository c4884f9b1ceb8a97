import { lenient } from '#platform';

const { list, shape, text, textMap, time } = lenient;

const artifactFields = shape({ type: text, status: text, name_tag: text, references: list(text) });

const selectorFields = list(shape({ kind: text, decoration: text, pattern: text }));

const dataFields = shape({
  resources: list(shape({ digest: text, tag: text, resource_url: text })),
  repository: shape({ repo_full_name: text, namespace: text, name: text }),
  custom_attributes: textMap,
  retention: shape({
    harbor_hostname: text,
    project_name: text,
    retention_rule: list(shape({ template: text, tag_selectors: selectorFields })),
    deleted_artifact: list(artifactFields),
  }),
  replication: shape({
    harbor_hostname: text,
    job_status: text,
    dest_resource: shape({ endpoint: text, namespace: text, registry_name: text }),
    successful_artifact: list(artifactFields),
  }),
});

/** The default format has `event_data`; a structured CloudEvent has `data`. */
export const deliverySchema = shape({
  type: text,
  operator: text,
  occur_at: time,
  event_data: dataFields,
  specversion: text,
  id: text,
  time,
  data: dataFields,
});

/** One event of either format. */
export interface HarborEvent {
  readonly type: string;
  readonly data: lenient.Read<typeof dataFields> | undefined;
  readonly actor: string | undefined;
  readonly at: string | undefined;
  readonly id: string | undefined;
  readonly registryHost: string | undefined;
}

export type HarborRetention = NonNullable<NonNullable<HarborEvent['data']>['retention']>;
