-- Texts that lead an index are at most 255 characters long (the store sees to it), because a B-tree entry
-- may have 2,704 bytes. Image references can be longer: they have hash indexes, which keep a hash only.

CREATE TABLE "delivery" (
  "id" UUID NOT NULL,
  "source" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "event" TEXT,
  "delivery_id" TEXT NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "signed" BOOLEAN NOT NULL,
  "headers" JSONB NOT NULL,
  "body" BYTEA NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'stored',
  "reason" TEXT,
  "processed_at" TIMESTAMPTZ(3),
  "observations" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_state_check" CHECK ("state" IN ('stored', 'processed', 'ignored', 'failed'))
);
CREATE UNIQUE INDEX "delivery_source_delivery_id_key" ON "delivery" ("source", "delivery_id");
CREATE INDEX "delivery_received_at_id_idx" ON "delivery" ("received_at", "id");
CREATE INDEX "delivery_source_received_at_id_idx" ON "delivery" ("source", "received_at", "id");
-- The sweep's and the operator's lists: nearly every row is `processed` and has no place in them.
CREATE INDEX "delivery_unsettled_idx" ON "delivery" ("state", "received_at", "id") WHERE "state" <> 'processed';

CREATE TABLE "source_total" (
  "source" TEXT NOT NULL,
  "slot" INTEGER NOT NULL,
  "deliveries" BIGINT NOT NULL,
  "last_delivery_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "source_total_pkey" PRIMARY KEY ("source", "slot")
);

CREATE TABLE "observation" (
  "id" TEXT NOT NULL,
  "delivery_id" UUID NOT NULL,
  "source" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "provider" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "signed" BOOLEAN NOT NULL,
  "repository" TEXT,
  -- Compared byte by byte, so that a prefix of a commit id is a range of the index.
  "commit" TEXT COLLATE "C",
  "branch" TEXT,
  "git_tag" TEXT,
  "run_id" TEXT,
  "run_number" BIGINT,
  "pull_request" BIGINT,
  "data" JSONB NOT NULL,
  CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);
-- Each leaves out the facts that cannot be found by it: reports of containers, the most frequent kind, are in none.
CREATE INDEX "observation_kind_idx" ON "observation" ("repository", "kind", "at") WHERE "repository" IS NOT NULL;
CREATE INDEX "observation_commit_idx" ON "observation" ("commit", "at") WHERE "commit" IS NOT NULL;
CREATE INDEX "observation_branch_idx" ON "observation" ("repository", "branch", "at") WHERE "branch" IS NOT NULL;
CREATE INDEX "observation_git_tag_idx" ON "observation" ("repository", "git_tag", "at") WHERE "git_tag" IS NOT NULL;
CREATE INDEX "observation_run_id_idx" ON "observation" ("repository", "run_id", "at") WHERE "run_id" IS NOT NULL;
CREATE INDEX "observation_run_number_idx" ON "observation" ("repository", "run_number", "at")
  WHERE "run_number" IS NOT NULL;
CREATE INDEX "observation_pull_request_idx" ON "observation" ("repository", "pull_request", "at")
  WHERE "pull_request" IS NOT NULL;

CREATE TABLE "image_mention" (
  "observation_id" TEXT NOT NULL,
  "ordinal" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "repository" TEXT NOT NULL,
  "tag" TEXT,
  "digest" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "image_mention_pkey" PRIMARY KEY ("observation_id", "ordinal"),
  CONSTRAINT "image_mention_observation_id_fkey" FOREIGN KEY ("observation_id")
    REFERENCES "observation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "image_mention_repository_tag_at_idx" ON "image_mention" ("repository", "tag", "at");
CREATE INDEX "image_mention_repository_kind_at_idx" ON "image_mention" ("repository", "kind", "at");
CREATE INDEX "image_mention_digest_idx" ON "image_mention" ("digest", "at") WHERE "digest" IS NOT NULL;
CREATE INDEX "image_mention_repository_digest_idx" ON "image_mention" ("repository", "digest", "at")
  WHERE "digest" IS NOT NULL;
-- Only pushes are looked for in other repositories.
CREATE INDEX "image_mention_pushed_tag_idx" ON "image_mention" ("tag", "at") WHERE "kind" = 'push' AND "tag" IS NOT NULL;

CREATE TABLE "tag_key" (
  "repository" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "tag" TEXT NOT NULL,
  CONSTRAINT "tag_key_pkey" PRIMARY KEY ("repository", "key", "tag")
);

CREATE TABLE "repository_key" (
  "key" TEXT NOT NULL,
  "repository" TEXT NOT NULL,
  CONSTRAINT "repository_key_pkey" PRIMARY KEY ("key", "repository")
);

CREATE TABLE "known_host" (
  "host" TEXT NOT NULL,
  CONSTRAINT "known_host_pkey" PRIMARY KEY ("host")
);

CREATE TABLE "image_source" (
  "repository" TEXT NOT NULL,
  "source_repository" TEXT NOT NULL,
  "how" TEXT NOT NULL,
  "observations" BIGINT NOT NULL,
  CONSTRAINT "image_source_pkey" PRIMARY KEY ("repository", "source_repository", "how")
);

CREATE TABLE "source_branch" (
  "repository" TEXT NOT NULL,
  "branch" TEXT NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "source_branch_pkey" PRIMARY KEY ("repository", "branch")
);
CREATE INDEX "source_branch_repository_last_at_idx" ON "source_branch" ("repository", "last_at");

CREATE TABLE "feed_activity" (
  "feed" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "repository" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "feed_activity_pkey" PRIMARY KEY ("feed", "source", "repository", "day")
);
CREATE INDEX "feed_activity_repository_day_idx" ON "feed_activity" ("repository", "day");
CREATE INDEX "feed_activity_day_idx" ON "feed_activity" ("day");

CREATE TABLE "container" (
  "id" TEXT NOT NULL,
  "cluster" TEXT NOT NULL,
  "namespace" TEXT NOT NULL,
  "pod" TEXT NOT NULL,
  "container" TEXT NOT NULL,
  "workload_kind" TEXT,
  "workload_name" TEXT,
  "node" TEXT,
  "image" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "host" TEXT,
  "error_class" TEXT,
  "failing" BOOLEAN NOT NULL,
  "first_seen" TIMESTAMPTZ(3),
  "last_seen" TIMESTAMPTZ(3),
  "recovered_at" TIMESTAMPTZ(3),
  "telling" INTEGER NOT NULL DEFAULT 0,
  "state" JSONB,
  CONSTRAINT "container_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "container_namespace_cluster_idx" ON "container" ("namespace", "cluster");
CREATE INDEX "container_cluster_idx" ON "container" ("cluster");
CREATE INDEX "container_image_idx" ON "container" USING HASH ("image");
CREATE INDEX "container_reference_idx" ON "container" USING HASH ("reference");
-- Who fails now on a host: a small part of all containers ever seen.
CREATE INDEX "container_failing_host_idx" ON "container" ("cluster", "host", "last_seen")
  WHERE "failing" AND "host" IS NOT NULL;

CREATE TABLE "incident" (
  "id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "resolved_at" TIMESTAMPTZ(3),
  "merged_into" TEXT,
  "reference" TEXT NOT NULL,
  "registry" TEXT NOT NULL,
  "repository" TEXT NOT NULL,
  "tag" TEXT,
  "digest" TEXT,
  "error_class" TEXT NOT NULL,
  "error_message" TEXT NOT NULL,
  "error_host" TEXT,
  "error_runtime" TEXT,
  "leading_id" TEXT NOT NULL,
  "leading_telling" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "diagnosed_revision" INTEGER NOT NULL DEFAULT 0,
  "touched_at" TIMESTAMPTZ(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "cause" TEXT,
  "level" TEXT,
  "commit_sha" TEXT COLLATE "C",
  "commit_repository" TEXT,
  CONSTRAINT "incident_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "incident_state_check" CHECK ("state" IN ('open', 'resolved')),
  CONSTRAINT "incident_resolved_check" CHECK (("state" = 'resolved') = ("resolved_at" IS NOT NULL))
);
CREATE INDEX "incident_key_opened_at_idx" ON "incident" ("key", "opened_at");
CREATE INDEX "incident_opened_at_id_idx" ON "incident" ("opened_at", "id");
CREATE INDEX "incident_commit_sha_idx" ON "incident" ("commit_sha");
-- One cause is one open incident, whatever the workers do at the same time.
CREATE UNIQUE INDEX "incident_open_key" ON "incident" ("key") WHERE "state" = 'open';
-- What the sweep looks for.
CREATE INDEX "incident_undiagnosed_idx" ON "incident" ("touched_at")
  WHERE "revision" > "diagnosed_revision" AND "merged_into" IS NULL;

CREATE TABLE "incident_member" (
  "container_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "incident_id" TEXT NOT NULL,
  "starts" TIMESTAMPTZ(3) NOT NULL,
  "ends" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "incident_member_pkey" PRIMARY KEY ("container_id"),
  CONSTRAINT "incident_member_container_id_fkey" FOREIGN KEY ("container_id")
    REFERENCES "container" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "incident_member_incident_id_fkey" FOREIGN KEY ("incident_id")
    REFERENCES "incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "incident_member_incident_id_idx" ON "incident_member" ("incident_id");

CREATE TABLE "incident_name" (
  "name" TEXT NOT NULL,
  "incident_id" TEXT NOT NULL,
  "seeded" BOOLEAN NOT NULL,
  CONSTRAINT "incident_name_pkey" PRIMARY KEY ("name", "incident_id"),
  CONSTRAINT "incident_name_incident_id_fkey" FOREIGN KEY ("incident_id")
    REFERENCES "incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "incident_name_incident_id_idx" ON "incident_name" ("incident_id");

CREATE TABLE "verdict" (
  "incident_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "decided_at" TIMESTAMPTZ(3) NOT NULL,
  "cause" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "commit_sha" TEXT,
  "body" JSONB NOT NULL,
  CONSTRAINT "verdict_pkey" PRIMARY KEY ("incident_id", "version"),
  CONSTRAINT "verdict_incident_id_fkey" FOREIGN KEY ("incident_id")
    REFERENCES "incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "outbox" (
  "id" BIGSERIAL NOT NULL,
  "incident_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "sent_at" TIMESTAMPTZ(3),
  CONSTRAINT "outbox_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "outbox_kind_check" CHECK ("kind" IN ('opened', 'updated', 'resolved')),
  CONSTRAINT "outbox_incident_id_fkey" FOREIGN KEY ("incident_id")
    REFERENCES "incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "outbox_incident_id_idx" ON "outbox" ("incident_id");
-- What is still to be sent, in order.
CREATE INDEX "outbox_unsent_idx" ON "outbox" ("id") WHERE "sent_at" IS NULL;

CREATE TABLE "api_token" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "hash" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_token_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_token_scope_check" CHECK ("scope" IN ('ingest', 'read', 'admin'))
);
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token" ("hash");
CREATE INDEX "api_token_name_idx" ON "api_token" ("name");
