/** One request of the story, as its sender would make it. */
export type StoryStep =
  | { readonly by: 'github'; readonly event: string; readonly body: object }
  | { readonly by: 'distribution'; readonly body: object }
  | { readonly by: 'pipeline'; readonly path: '/v1/builds' | '/v1/pushes'; readonly body: object }
  | { readonly by: 'agent'; readonly body: object };

/** What the story says Pulltrace must conclude about an image. */
export interface Expectation {
  readonly image: string;
  readonly cause: string;
  readonly level: string;
}

/** One thing that goes wrong in the story, from the first push to the failing pod. */
export interface Chapter {
  readonly title: string;
  readonly steps: readonly StoryStep[];
  readonly expected: Expectation;
}

/** Turns "so many minutes ago" into a time, so that the story always happened just now. */
export type Clock = (minutesAgo: number) => string;
