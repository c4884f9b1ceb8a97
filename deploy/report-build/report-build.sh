#!/bin/sh
# Reports one job of a pipeline to Pulltrace (POST /v1/builds). POSIX sh and curl, nothing else.
#
# PULLTRACE_URL      address of the service
# PULLTRACE_TOKEN    an API token of scope ingest, or the job's own ID token; on GitHub Actions with
#                    `permissions: id-token: write` it may be left out
# PULLTRACE_AUDIENCE audience of the ID token that is asked of GitHub Actions (default: PULLTRACE_URL)
# PULLTRACE_STATUS   success, failure, cancelled, running …; what the CI system says where it is empty
# PULLTRACE_IMAGES   images the job pushes or means to push, one a line: registry/name:tag[@sha256:…]
# PULLTRACE_STRICT   true: fail when the report is not taken; otherwise say so and go on
#
# GitHub Actions, GitLab CI, Woodpecker, Drone and Jenkins say the rest in their own variables; REPORT_PROVIDER,
# REPORT_REPOSITORY, REPORT_COMMIT, REPORT_BRANCH, REPORT_GIT_TAG, REPORT_WORKFLOW, REPORT_RUN_ID, REPORT_RUN_ATTEMPT,
# REPORT_RUN_URL, REPORT_JOB_ID and REPORT_JOB_NAME say it for others, or better.
set -eu

give_up() {
  printf 'pulltrace: %s\n' "$1" >&2
  [ "${PULLTRACE_STRICT:-}" = true ] && exit 1
  exit 0
}

# A JSON string, or nothing for an empty value. Control characters are no part of any name.
text() {
  [ -n "$2" ] || return 0
  printf ',"%s":"' "$1"
  printf '%s' "$2" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'
  printf '"'
}

number() {
  case "$2" in '' | *[!0-9]*) ;; *) printf ',"%s":%s' "$1" "$2" ;; esac
}

from_github() {
  provider=github repository=$GITHUB_REPOSITORY commit=${GITHUB_SHA:-} workflow=${GITHUB_WORKFLOW:-}
  run_id=${GITHUB_RUN_ID:-} attempt=${GITHUB_RUN_ATTEMPT:-} job_name=${GITHUB_JOB:-}
  run_url=${GITHUB_SERVER_URL:-https://github.com}/$repository/actions/runs/$run_id
  if [ "${GITHUB_REF_TYPE:-}" = tag ]; then git_tag=${GITHUB_REF_NAME:-}; else branch=${GITHUB_HEAD_REF:-${GITHUB_REF_NAME:-}}; fi
}

from_gitlab() {
  provider=gitlab repository=$CI_PROJECT_PATH commit=${CI_COMMIT_SHA:-} workflow=${CI_PIPELINE_NAME:-}
  run_id=${CI_PIPELINE_ID:-} run_url=${CI_PIPELINE_URL:-} job_id=${CI_JOB_ID:-} job_name=${CI_JOB_NAME:-}
  branch=${CI_COMMIT_BRANCH:-${CI_MERGE_REQUEST_SOURCE_BRANCH_NAME:-}} git_tag=${CI_COMMIT_TAG:-} said=${CI_JOB_STATUS:-}
}

from_woodpecker() {
  provider=woodpecker repository=$CI_REPO commit=${CI_COMMIT_SHA:-} branch=${CI_COMMIT_BRANCH:-} git_tag=${CI_COMMIT_TAG:-}
  workflow=${CI_WORKFLOW_NAME:-} run_id=${CI_PIPELINE_NUMBER:-} run_url=${CI_PIPELINE_URL:-} job_name=${CI_STEP_NAME:-}
  said=${CI_PIPELINE_STATUS:-}
}

from_drone() {
  provider=drone repository=$DRONE_REPO commit=${DRONE_COMMIT_SHA:-} branch=${DRONE_BRANCH:-} git_tag=${DRONE_TAG:-}
  run_id=${DRONE_BUILD_NUMBER:-} run_url=${DRONE_BUILD_LINK:-} job_name=${DRONE_STAGE_NAME:-} said=${DRONE_BUILD_STATUS:-}
}

from_jenkins() {
  provider=jenkins commit=${GIT_COMMIT:-} branch=${BRANCH_NAME:-${GIT_BRANCH:-}} git_tag=${TAG_NAME:-} workflow=${JOB_NAME:-}
  run_id=${JOB_NAME:-}/$BUILD_NUMBER run_url=${BUILD_URL:-}
  repository=$(printf '%s' "${GIT_URL:-}" | sed -e 's|^[a-z+]*://[^/]*/||' -e 's|^[^/]*:||' -e 's|\.git$||')
}

provider='' repository='' commit='' branch='' git_tag='' workflow='' run_id='' attempt='' run_url='' job_id='' job_name='' said=''
if [ -n "${GITHUB_ACTIONS:-}" ]; then from_github
elif [ -n "${GITLAB_CI:-}" ]; then from_gitlab
elif [ "${CI:-}" = woodpecker ]; then from_woodpecker
elif [ -n "${DRONE:-}" ]; then from_drone
elif [ -n "${JENKINS_URL:-}" ]; then from_jenkins
fi
provider=${REPORT_PROVIDER:-$provider} repository=${REPORT_REPOSITORY:-$repository} commit=${REPORT_COMMIT:-$commit}
branch=${REPORT_BRANCH:-$branch} git_tag=${REPORT_GIT_TAG:-$git_tag} workflow=${REPORT_WORKFLOW:-$workflow}
run_id=${REPORT_RUN_ID:-$run_id} attempt=${REPORT_RUN_ATTEMPT:-$attempt} run_url=${REPORT_RUN_URL:-$run_url}
job_id=${REPORT_JOB_ID:-$job_id} job_name=${REPORT_JOB_NAME:-$job_name}

case "${PULLTRACE_STATUS:-$said}" in
  success | passed) status=success ;;
  failure | failed | error | unstable) status=failure ;;
  cancelled | canceled | killed | aborted) status=cancelled ;;
  queued | running | timed_out | skipped | blocked) status=${PULLTRACE_STATUS:-$said} ;;
  *) status=unknown ;;
esac

# registry/name:tag[@digest] as an object; a colon before the last slash is the port of the registry.
image() {
  named=${1%%@*} digest=''
  case "$1" in *@*) digest=${1#*@} ;; esac
  case "${named##*/}" in
    *:*) tag=${named##*:} name=${named%:*} ;;
    *) tag='' name=$named ;;
  esac
  printf '{%s}' "$({ text repository "$name"; text tag "$tag"; text digest "$digest"; } | sed 's/^,//')"
}

images() {
  printf '%s\n' "${PULLTRACE_IMAGES:-}" | tr -d ' \t\r' | while IFS= read -r line; do
    [ -z "$line" ] || { printf ','; image "$line"; }
  done | sed 's/^,//'
}

report() {
  listed=$(images)
  fields=$(
    text provider "$provider"; text repository "$repository"; text commit "$commit"; text branch "$branch"
    text gitTag "$git_tag"; text workflow "$workflow"; text runId "$run_id"; number runAttempt "$attempt"
    text runUrl "$run_url"; text jobId "$job_id"; text jobName "$job_name"; text status "$status"
    [ -z "$listed" ] || printf ',"images":[%s]' "$listed"
  )
  printf '{%s}' "${fields#,}"
}

# GitHub hands an ID token to jobs with the permission id-token: write.
github_token() {
  [ -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || return 0
  curl -sSf --max-time 20 -G -H "authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    --data-urlencode "audience=${PULLTRACE_AUDIENCE:-$PULLTRACE_URL}" "$ACTIONS_ID_TOKEN_REQUEST_URL" |
    sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p'
}

[ -n "${PULLTRACE_URL:-}" ] || give_up 'PULLTRACE_URL is not set'
token=${PULLTRACE_TOKEN:-$(github_token)} || give_up 'GitHub gave no ID token'
[ -n "$token" ] || give_up 'there is no token: set PULLTRACE_TOKEN, or permissions: id-token: write'

# The header comes on the standard input, so that the token is in no list of processes.
answer=$(
  printf 'header = "authorization: Bearer %s"\n' "$token" |
    curl -sS --max-time 30 --retry 3 -K - -X POST -H 'content-type: application/json' \
      --data-binary "$(report)" -w '\n%{http_code}' "${PULLTRACE_URL%/}/v1/builds"
) || give_up "$PULLTRACE_URL cannot be reached"
code=${answer##*
}
[ "$code" = 202 ] || give_up "the report was refused with $code: ${answer%
*}"
printf 'pulltrace: reported %s of %s as %s\n' "${job_name:-run $run_id}" "$repository" "$status" >&2
