import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './program.js';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const REFERENCE = 'org.opencontainers.image.ref.name';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os: string; readonly architecture: string };
}

interface LayoutIndex {
  readonly schemaVersion: 2;
  readonly manifests: readonly Descriptor[];
}

/** An OCI image layout (OCI image specification, "Image Layout Specification") that umoci fills. */
export class ImageLayout {
  private constructor(
    private readonly umoci: string,
    private readonly directory: string,
  ) {}

  static async create(umoci: string, directory: string): Promise<ImageLayout> {
    await run(umoci, ['init', '--layout', directory]);
    return new ImageLayout(umoci, directory);
  }

  /** Where `skopeo` finds an image of the layout. */
  sourceOf(name: string): string {
    return `oci:${this.directory}:${name}`;
  }

  /** Makes an image with one file in one layer. Answers its digest; other content gives another one. */
  async addImage(
    name: string,
    content: string,
    architecture = 'amd64',
    labels: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const image = `${this.directory}:${name}`;
    const file = path.join(path.dirname(this.directory), `${name}.txt`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    await run(this.umoci, ['new', '--image', image]);
    await run(this.umoci, ['insert', '--rootless', '--image', image, file, '/app.txt']);
    const config = ['--config.cmd', '/app', '--os', 'linux', '--architecture', architecture];
    const labelled = Object.entries(labels).flatMap(([key, value]) => ['--config.label', `${key}=${value}`]);
    await run(this.umoci, ['config', '--image', image, ...config, ...labelled]);
    return (await this.descriptorOf(name)).digest;
  }

  /**
   * Makes an index that lists images of the layout, one per architecture, and beside them an attestation
   * as buildx adds it. Answers the index's digest.
   */
  async addIndex(
    name: string,
    byArchitecture: Readonly<Record<string, string>>,
    attestation: string | null = null,
  ): Promise<string> {
    const manifests = await Promise.all(
      Object.entries(byArchitecture).map(async ([architecture, image]): Promise<Descriptor> => {
        const { mediaType, digest, size } = await this.descriptorOf(image);
        return { mediaType, digest, size, platform: { os: 'linux', architecture } };
      }),
    );
    if (attestation !== null)
      manifests.push(await this.attestationOf(attestation, manifests[0]?.digest ?? ''));
    const body = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
    const hex = createHash('sha256').update(body).digest('hex');
    await writeFile(path.join(this.directory, 'blobs', 'sha256', hex), body);
    const index = await this.readIndex();
    const entry: Descriptor = {
      mediaType: INDEX,
      digest: `sha256:${hex}`,
      size: body.length,
      annotations: { [REFERENCE]: name },
    };
    const changed: LayoutIndex = { ...index, manifests: [...index.manifests, entry] };
    await writeFile(this.indexFile(), JSON.stringify(changed));
    return entry.digest;
  }

  private async attestationOf(name: string, subject: string): Promise<Descriptor> {
    const { mediaType, digest, size } = await this.descriptorOf(name);
    return {
      mediaType,
      digest,
      size,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': subject,
      },
    };
  }

  private async descriptorOf(name: string): Promise<Descriptor> {
    const { manifests } = await this.readIndex();
    const found = manifests.find(({ annotations }) => annotations?.[REFERENCE] === name);
    if (!found) throw new Error(`the layout has no image ${name}`);
    return found;
  }

  private async readIndex(): Promise<LayoutIndex> {
    return JSON.parse(await readFile(this.indexFile(), 'utf8')) as LayoutIndex;
  }

  private indexFile(): string {
    return path.join(this.directory, 'index.json');
  }
}
