import { describe, expect, it } from 'vitest';
import type { Observation } from '#domain';
import { apiAdapter } from './api-adapter.js';
import { keepable } from './keepable.js';

const SHA = '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d';

const kept = (...observations: Observation[]) => keepable({ observations });

describe('keepable', () => {
  it('keeps no commit that is only where a branch stood', () => {
    const push: Observation = { kind: 'push', repository: 'ghcr.io/acme/api', tag: '1', commit: SHA };
    expect(kept(push, { ...push, commitFrom: 'target' })).toEqual({
      observations: [push, { ...push, commit: null }],
    });
  });

  it('keeps no image of an unknown registry, which would be taken for one on Docker Hub', () => {
    const push: Observation = { kind: 'push', repository: 'acme/api', tag: '1' };
    expect(kept(push, { ...push, kind: 'delete' })).toEqual({ ignored: 'registry_unknown' });
    const hosted: Observation = { ...push, repository: 'localhost/acme/api' };
    expect(kept(push, hosted)).toEqual({ observations: [hosted] });
  });

  it('keeps a build without those of its images', () => {
    const build: Observation = {
      kind: 'build',
      repository: 'acme/api',
      runId: '7',
      images: [{ repository: 'api' }, { repository: 'registry.acme.test:5000/api' }],
    };
    expect(kept(build)).toEqual({
      observations: [{ ...build, images: [{ repository: 'registry.acme.test:5000/api' }] }],
    });
  });

  it('passes on why a delivery was ignored', () => {
    expect(keepable({ ignored: 'ping' })).toEqual({ ignored: 'ping' });
  });
});

describe('reports to the API', () => {
  it('may use the short names of Docker Hub', () => {
    const body = Buffer.from(
      JSON.stringify([
        { kind: 'push', repository: 'acme/api', tag: '1' },
        { kind: 'build', repository: 'acme/api', runId: '7', images: [{ repository: 'nginx', tag: '1' }] },
      ]),
    );
    const result = apiAdapter.normalise({ headers: {}, body }, { id: 'api', provider: 'api', secrets: [] });
    expect(keepable(result)).toMatchObject({
      observations: [
        { repository: 'docker.io/acme/api' },
        { repository: 'acme/api', images: [{ repository: 'docker.io/library/nginx' }] },
      ],
    });
  });
});
