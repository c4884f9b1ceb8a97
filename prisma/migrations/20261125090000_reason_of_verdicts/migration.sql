-- Why a verdict differs from the one before it.
ALTER TABLE "verdict" ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';

-- Who got an image from a host in the end: whether credentials worked before they did not.
CREATE INDEX "container_pulled_host_idx" ON "container" ("cluster", "host", "recovered_at")
  WHERE "recovered_at" IS NOT NULL AND "host" IS NOT NULL;
