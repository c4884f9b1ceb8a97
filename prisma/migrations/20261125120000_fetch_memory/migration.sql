-- What registries and forges were asked, so that no process asks the same again too soon, and where to go on.
CREATE TABLE "fetch_memory" (
  "key" TEXT NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "closed_until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "fetch_memory_pkey" PRIMARY KEY ("key")
);
-- For forgetting what is long over.
CREATE INDEX "fetch_memory_closed_until_idx" ON "fetch_memory" ("closed_until");
