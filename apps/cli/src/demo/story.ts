import { failedBuild, runningBuild } from './chapters/builds.js';
import { missingFeed, missingSecret, otherPlatform, rateLimit } from './chapters/nodes.js';
import { deletedTag, otherSpelling, unknownTag } from './chapters/tags.js';
import type { Chapter, Clock } from './step.js';

/** A day at a shop: nine workloads cannot pull, each for another reason. */
export function storyAt(clock: Clock): readonly Chapter[] {
  return [
    failedBuild(clock),
    runningBuild(clock),
    otherSpelling(clock),
    deletedTag(clock),
    unknownTag(clock),
    otherPlatform(clock),
    missingSecret(clock),
    rateLimit(clock),
    missingFeed(clock),
  ];
}
