import {
  describeStatusWords,
  type StatusVendor,
} from '../../../test/support/source-adapters/status-words.js';
import { ciCatalog } from './catalog.js';

const HEX = 'a'.repeat(40);

const VENDORS: Record<string, StatusVendor> = {
  'GitHub, open': {
    adapter: 'github',
    says: (status) => ({
      headers: { 'x-github-event': 'workflow_job' },
      body: { workflow_job: { id: 1, status } },
    }),
    words: { queued: 'queued requested pending', running: 'in_progress', blocked: 'waiting' },
  },
  'GitHub, concluded': {
    adapter: 'github',
    says: (conclusion) => ({
      headers: { 'x-github-event': 'workflow_run' },
      body: { workflow_run: { id: 1, status: 'in_progress', conclusion } },
    }),
    words: {
      success: 'success',
      failure: 'failure startup_failure',
      cancelled: 'cancelled',
      timed_out: 'timed_out',
      skipped: 'skipped',
      blocked: 'action_required',
      unknown: 'neutral stale',
    },
  },
  'GitHub, commit statuses': {
    adapter: 'github',
    says: (state) => ({ headers: { 'x-github-event': 'status' }, body: { sha: HEX, context: 'ci', state } }),
    words: { running: 'pending', success: 'success', failure: 'failure error' },
  },
  'GitHub, deployments': {
    adapter: 'github',
    says: (state) => ({
      headers: { 'x-github-event': 'deployment_status' },
      body: { deployment: { sha: HEX }, deployment_status: { state } },
    }),
    words: {
      queued: 'queued pending',
      blocked: 'waiting',
      running: 'in_progress',
      success: 'success',
      failure: 'failure error',
    },
  },
  'Forgejo Actions': {
    adapter: 'gitea',
    says: (status) => ({
      headers: { 'x-gitea-event': 'action_run_success' },
      body: { run: { id: 1, status } },
    }),
    words: {
      queued: 'waiting blocked',
      running: 'running',
      success: 'success',
      failure: 'failure',
      cancelled: 'cancelled',
      skipped: 'skipped',
    },
  },
  'Gitea, commit statuses': {
    adapter: 'gitea',
    says: (state) => ({ headers: { 'x-gitea-event': 'status' }, body: { sha: HEX, context: 'ci', state } }),
    words: { running: 'pending', success: 'success warning', failure: 'failure error', skipped: 'skipped' },
  },
  GitLab: {
    adapter: 'gitlab',
    says: (status) => ({ body: { object_kind: 'pipeline', object_attributes: { id: 1, status } } }),
    words: {
      queued: 'created waiting_for_resource waiting_for_callback preparing pending scheduled',
      running: 'running canceling',
      success: 'success',
      failure: 'failed',
      cancelled: 'canceled',
      skipped: 'skipped',
      blocked: 'manual',
    },
  },
  'GitLab, reasons of a failed job': {
    adapter: 'gitlab',
    says: (reason) => ({
      body: { object_kind: 'build', build_id: 1, build_status: 'failed', build_failure_reason: reason },
    }),
    words: {
      timed_out: 'job_execution_timeout stuck_or_timeout_failure job_execution_server_timeout',
      failure: 'script_failure runner_system_failure',
    },
  },
  'Bitbucket Cloud': {
    adapter: 'bitbucket',
    says: (state) => ({
      headers: { 'x-event-key': 'repo:commit_status_updated' },
      body: { commit_status: { state, commit: { hash: HEX } } },
    }),
    words: { running: 'INPROGRESS', success: 'SUCCESSFUL', failure: 'FAILED', cancelled: 'STOPPED' },
  },
};

describeStatusWords(ciCatalog, VENDORS);
