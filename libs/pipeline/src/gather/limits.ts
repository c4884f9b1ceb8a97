/** Each look-up is bounded, so that a repository with a million pushes costs what a small one does. */
export const LIMIT = {
  exact: 100,
  near: 50,
  newest: 100,
  around: 50,
  elsewhere: 20,
  sources: 5,
  commits: 300,
  refs: 200,
  builds: 200,
  branches: 200,
  runs: 500,
  host: 200,
  pulls: 100,
  names: 200,
  alike: 5,
  activity: 400,
} as const;
