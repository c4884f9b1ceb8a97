import {
  describeStatusWords,
  type StatusVendor,
} from '../../../test/support/source-adapters/status-words.js';
import { ciCatalog } from './catalog.js';

const VENDORS: Record<string, StatusVendor> = {
  'Jenkins, results': {
    adapter: 'jenkins',
    says: (status) => ({ body: { name: 'j', build: { number: 1, phase: 'FINALIZED', status } } }),
    words: { success: 'SUCCESS', failure: 'UNSTABLE FAILURE', cancelled: 'ABORTED', skipped: 'NOT_BUILT' },
  },
  'Jenkins, phases': {
    adapter: 'jenkins',
    says: (phase) => ({ body: { name: 'j', build: { number: 1, phase, status: 'SUCCESS' } } }),
    words: { queued: 'QUEUED', running: 'STARTED', success: 'COMPLETED FINALIZED FINISHED' },
  },
  CircleCI: {
    adapter: 'circleci',
    says: (status) => ({ body: { type: 'workflow-completed', workflow: { id: 'w', status } } }),
    words: {
      success: 'success',
      failure: 'failed error unauthorized infrastructure_fail',
      cancelled: 'canceled',
      timed_out: 'timedout',
      skipped: 'not_run',
      blocked: 'on_hold needs_approval',
      queued: 'queued not_running blocked',
      running: 'running failing',
    },
  },
  'Buildkite, builds': {
    adapter: 'buildkite',
    says: (state) => ({ body: { build: { id: 'b', state } } }),
    words: {
      queued: 'creating scheduled waiting',
      running: 'running started failing canceling',
      success: 'passed',
      failure: 'failed waiting_failed',
      cancelled: 'canceled',
      blocked: 'blocked',
      skipped: 'skipped not_run',
    },
  },
  'Buildkite, jobs': {
    adapter: 'buildkite',
    says: (state) => ({ body: { build: { id: 'b' }, job: { id: 'j', state } } }),
    words: {
      queued: 'pending waiting limiting limited scheduled assigned accepted',
      running: 'running canceling timing_out',
      success: 'passed unblocked',
      failure: 'failed',
      cancelled: 'canceled',
      timed_out: 'timed_out expired',
      blocked: 'blocked',
      skipped: 'skipped broken',
      unknown: 'finished',
    },
  },
  'Azure DevOps, results': {
    adapter: 'azuredevops',
    says: (result) => ({
      body: { eventType: 'build.complete', resource: { id: 1, status: 'completed', result } },
    }),
    words: {
      success: 'succeeded succeededWithIssues',
      failure: 'failed partiallySucceeded abandoned',
      cancelled: 'canceled stopped',
      skipped: 'skipped',
    },
  },
  'Azure DevOps, states': {
    adapter: 'azuredevops',
    says: (state) => ({
      body: {
        eventType: 'ms.vss-pipelines.run-state-changed-event',
        resource: { run: { id: 1, state, result: 'none' } },
      },
    }),
    words: {
      queued: 'notStarted postponed pending waiting',
      running: 'inProgress running canceling cancelling',
      unknown: 'completed',
    },
  },
  Drone: {
    adapter: 'drone',
    says: (status) => ({ body: { event: 'build', build: { number: 1, status } } }),
    words: {
      queued: 'pending waiting_on_dependencies',
      running: 'running',
      success: 'success',
      failure: 'failure error',
      cancelled: 'killed declined',
      skipped: 'skipped',
      blocked: 'blocked',
    },
  },
  'TeamCity, results': {
    adapter: 'teamcity',
    says: (status) => ({ body: { eventType: 'BUILD_FINISHED', payload: { id: 1, status } } }),
    words: { success: 'SUCCESS', failure: 'FAILURE ERROR', unknown: 'UNKNOWN' },
  },
  'TeamCity, events': {
    adapter: 'teamcity',
    namesTheEvent: true,
    says: (eventType) => ({ body: { eventType, payload: { id: 1, status: 'SUCCESS' } } }),
    words: {
      queued: 'BUILD_TYPE_ADDED_TO_QUEUE',
      running: 'BUILD_STARTED CHANGES_LOADED',
      success: 'BUILD_FINISHED',
      cancelled: 'BUILD_INTERRUPTED',
    },
  },
  'Tekton, reasons of a failure': {
    adapter: 'tekton',
    says: (reason) => tektonRun('False', reason),
    words: {
      failure: 'Failed PipelineRunCouldntGetTask',
      timed_out: 'PipelineRunTimeout TaskRunTimeout',
      cancelled: 'Cancelled CancelledRunFinally StoppedRunFinally TaskRunCancelled',
    },
  },
  'Tekton, reasons of an unknown': {
    adapter: 'tekton',
    says: (reason) => tektonRun('Unknown', reason),
    words: { queued: 'Pending PipelineRunPending ResolvingTaskRef', running: 'Running Started' },
  },
  CDEvents: {
    adapter: 'cdevents',
    says: (outcome) => cdEvent('pipelinerun.finished', { outcome }),
    words: { success: 'success', failure: 'failure error', cancelled: 'cancel cancelled' },
  },
  'CDEvents, predicates': {
    adapter: 'cdevents',
    namesTheEvent: true,
    says: (type) => cdEvent(type, {}),
    words: {
      queued: 'pipelinerun.queued build.queued',
      running: 'pipelinerun.started taskrun.started build.started',
      unknown: 'pipelinerun.finished taskrun.finished build.finished',
    },
  },
  'Cloud Build': {
    adapter: 'cloudbuild',
    says: (status) => ({ body: { id: 'b', status } }),
    words: {
      queued: 'PENDING QUEUED',
      running: 'WORKING',
      success: 'SUCCESS',
      failure: 'FAILURE INTERNAL_ERROR',
      timed_out: 'TIMEOUT EXPIRED',
      cancelled: 'CANCELLED',
      unknown: 'STATUS_UNKNOWN',
    },
  },
  CodeBuild: {
    adapter: 'codebuild',
    says: (status) => ({
      body: {
        'detail-type': 'CodeBuild Build State Change',
        detail: { 'build-id': 'b', 'build-status': status },
      },
    }),
    words: {
      queued: 'QUEUED',
      running: 'IN_PROGRESS',
      success: 'SUCCEEDED',
      failure: 'FAILED FAULT CLIENT_ERROR',
      timed_out: 'TIMED_OUT',
      cancelled: 'STOPPED',
    },
  },
};

function tektonRun(status: string, reason: string) {
  return {
    headers: { 'ce-type': 'dev.tekton.event.pipelinerun.failed.v1' },
    body: {
      pipelineRun: {
        metadata: { uid: 'u' },
        status: { conditions: [{ type: 'Succeeded', status, reason }] },
      },
    },
  };
}

function cdEvent(type: string, content: object) {
  return {
    body: { context: { id: 'e', type: `dev.cdevents.${type}.0.3.0` }, subject: { id: 's', content } },
  };
}

describeStatusWords(ciCatalog, VENDORS);
