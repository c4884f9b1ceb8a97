import { imageDigestOf, imageTagOf, type Observation, parseImageRepository } from '#domain';
import type { FetchedPage, ForgeAnswer, PackageLog } from '#pipeline';
import { doubt } from '../doubt.js';
import type { GitHubClient } from './github-client.js';

const PAGE = 100;

/** GitHub Container Registry; a GitHub Enterprise Server has `containers.<host>`. */
const isPackageHost = (registry: string) => registry === 'ghcr.io' || registry.startsWith('containers.');

/** How long a push takes to set both times of a version. */
const SAME_MOMENT_MS = 60_000;

/** What of a package version is looked at (GitHub docs, "REST API endpoints for packages"). */
interface Version {
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at?: string;
  readonly metadata?: { readonly container?: { readonly tags: readonly string[] } };
}

/** Versions of container packages: GitHub tells of a deletion in no other way. */
export class GitHubPackages implements PackageLog {
  constructor(private readonly client: GitHubClient) {}

  async versionsOf(
    imageRepository: string,
    state: 'active' | 'deleted',
    page: number,
  ): Promise<ForgeAnswer<FetchedPage<Observation>>> {
    const image = parseImageRepository(imageRepository);
    const [owner, ...rest] = image?.path.split('/') ?? [];
    if (!image || !owner || rest.length === 0 || !isPackageHost(image.registry)) return doubt('absent');
    const asked = { package_type: 'container' as const, package_name: rest.join('/'), state, page };
    const found = await this.versions(owner, { ...asked, per_page: PAGE });
    if (!found.ok) return found;
    const read = state === 'active' ? asPushes : asDeletions;
    const items = found.value.flatMap((version) => read(image.repository, version));
    return { ok: true, value: { items, hasMore: found.value.length === PAGE } };
  }

  /** An owner is an organisation or a user, and the API has a door for each. */
  private async versions(
    owner: string,
    asked: {
      readonly package_type: 'container';
      readonly package_name: string;
      readonly state: 'active' | 'deleted';
      readonly page: number;
      readonly per_page: number;
    },
  ): Promise<ForgeAnswer<readonly Version[]>> {
    const ofOrganisation = await this.client.ask<readonly Version[]>((rest) =>
      rest.packages.getAllPackageVersionsForPackageOwnedByOrg({ ...asked, org: owner }),
    );
    if (ofOrganisation.ok || ofOrganisation.reason !== 'absent') return ofOrganisation;
    return this.client.ask<readonly Version[]>((rest) =>
      rest.packages.getAllPackageVersionsForPackageOwnedByUser({ ...asked, username: owner }),
    );
  }
}

/**
 * A version came to be when its content was first pushed. Its tags are those of now: that they were
 * pushed at the same moment is known only of a version that did not change since.
 */
function asPushes(repository: string, version: Version): Observation[] {
  const digest = imageDigestOf(version.name);
  if (digest === null) return [];
  const push = {
    kind: 'push' as const,
    provider: 'ghcr',
    repository,
    digest,
    occurredAt: version.created_at,
  };
  const sinceThen = Date.parse(version.updated_at) - Date.parse(version.created_at);
  const tags = sinceThen <= SAME_MOMENT_MS ? tagsOf(version) : [];
  return tags.length === 0 ? [push] : tags.map((tag) => ({ ...push, tag }));
}

/** The digest names what went, whatever tags it had. */
function asDeletions(repository: string, version: Version): Observation[] {
  const digest = imageDigestOf(version.name);
  if (digest === null || version.deleted_at === undefined) return [];
  return [{ kind: 'delete', provider: 'ghcr', repository, digest, occurredAt: version.deleted_at }];
}

const tagsOf = ({ metadata }: Version) =>
  (metadata?.container?.tags ?? []).flatMap((tag) => imageTagOf(tag) ?? []);
