import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the agent counts of itself, in the text format of Prometheus. */
export type AgentMetrics = ReturnType<typeof agentMetrics>;

const PREFIX = 'pulltrace_agent_';

/** Fresh metrics, with those of the process (CPU, memory, event loop) among them. */
export function agentMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers });
  return {
    registry,
    failing: gauge('failing_containers', 'Containers that cannot get their image.', 'cluster'),
    synced: gauge('synced', '1 when the agent knows everything in its scope.', 'cluster'),
    leading: gauge('leading', '1 when this replica watches.', 'cluster'),
    reports: counter('reports_total', 'Reports made of containers.', 'cluster', 'kind'),
    received: counter('received_bytes_total', 'Bytes received from the API server.', 'cluster'),
    clusterFailures: counter('cluster_failures_total', 'Failed requests.', 'cluster', 'what', 'reason'),
    garbage: counter('garbage_total', 'Objects and lines that could not be read.', 'cluster', 'what'),
    overflows: counter('overflows_total', 'Pods dropped until the next sweep.', 'cluster'),
    delivered: counter('delivered_total', 'Reports taken by the service.'),
    duplicates: counter('duplicates_total', 'Reports that the service had taken before.'),
    rejected: counter('rejected_total', 'Reports that the service does not take.'),
    deliveryFailures: counter('delivery_failures_total', 'Batches to be sent again.', 'cause'),
    outbox: gauge('outbox_reports', 'Reports that wait to be sent.'),
    skew: gauge('clock_skew_seconds', "How far this clock is ahead of the service's."),
    lastDelivery: gauge('last_delivery_timestamp_seconds', 'When the service last took a batch.'),
  };
}
