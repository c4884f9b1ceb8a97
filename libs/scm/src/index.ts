export { type GitHubAccess, GitHubClient } from './github/github-client.js';
export { GitHubForge } from './github/github-forge.js';
export { GITHUB_HOOK_EVENTS, GitHubHooks } from './github/github-hooks.js';
export { GitHubPackages } from './github/github-packages.js';
export { type GitLabAccess, GitLabClient } from './gitlab/gitlab-client.js';
export { GitLabForge } from './gitlab/gitlab-forge.js';
