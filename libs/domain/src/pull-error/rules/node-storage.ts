import type { PullErrorRule } from '../rule.js';

/** The node's disk or its own copy of the content is the trouble; the text leaves no doubt. */
export const DISK_RULES: readonly PullErrorRule[] = [
  {
    name: 'disk_full',
    class: 'node_storage',
    seenWith: 'every runtime',
    match: {
      any: [
        'no space left on device',
        'no space left',
        'disk quota exceeded',
        'not enough space on the disk',
        'insufficient disk space',
        'thin pool has',
      ],
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to copy: write /var/lib/containerd/io.containerd.content.v1.content/ingest/0c1d/data: no space left on device',
    ],
    source: 'Go syscall/zerrors_linux_amd64.go (ENOSPC, EDQUOT); Windows ERROR_DISK_FULL',
  },
  {
    name: 'disk_broken',
    class: 'node_storage',
    seenWith: 'every runtime',
    match: {
      any: [
        'read-only file system',
        'input/output error',
        'structure needs cleaning',
        'stale file handle',
        'too many links',
        'the i/o operation has been aborted',
      ],
    },
    examples: [
      'failed to prepare extraction snapshot "extract-1 sha256:0c1d": mkdir /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/new-1: read-only file system: unknown',
    ],
    source: 'Go syscall/zerrors_linux_amd64.go (EROFS, EIO, EUCLEAN, ESTALE, EMLINK)',
  },
  {
    name: 'local_content_missing',
    class: 'node_storage',
    also: ['corrupt_content'],
    seenWith: 'containerd 1.4–2.x after a power loss, or with a snapshotter that owns the content',
    match: {
      any: [
        'failed to get reader from content store',
        'expected at /var/lib*',
        'failed to unpack image … content digest',
        'failed to stat parent',
        'parent snapshot … does not exist',
        'missing parent … bucket',
        'target snapshot … already exists',
        'layer not known',
        'snapshotter not loaded',
        'snapshotter … was not found',
        'locked for … unavailable',
        'locking ref … locked: unavailable',
        'layer does not exist',
      ],
    },
    examples: [
      'rpc error: code = NotFound desc = failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to extract layer sha256:0c1d: failed to get reader from content store: content digest sha256:7b9a: not found',
      'failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to unpack image on snapshotter overlayfs: content digest sha256:7b9a: not found',
    ],
    source: 'containerd/containerd core/diff/apply/apply.go; plugins/snapshots/overlay/overlay.go',
  },
];

/**
 * Unpacking failed. Tried after the network: containers/image streams a layer from the registry
 * into its storage, so `storing blob to file …: happened during read: connection reset` is one too.
 */
export const UNPACK_RULES: readonly PullErrorRule[] = [
  {
    name: 'unpack_failed',
    class: 'node_storage',
    also: ['corrupt_content'],
    seenWith: 'containerd 1.4–2.x, CRI-O, dockerd, Windows',
    match: {
      any: [
        'failed to extract layer',
        'failed to prepare extraction snapshot',
        'unable to prepare extraction snapshot',
        'failed to commit snapshot',
        'failed to create prepare snapshot dir',
        'failed to mount /var*',
        'failed to mount … containerd-mount*',
        'failed to unpack image',
        'error unpacking image',
        'failed to register layer',
        'failed to create snapshot',
        'failed to create temp dir',
        'failed to convert whiteout file',
        'error creating overlay mount',
        'creating overlay mount',
        'applying layer',
        'applylayer',
        're-exec error',
        'processing tar file',
        'error processing tar file',
        'adding layer with blob',
        'storing blob to file',
        'error storing blob to file',
        'error storing blob to image destination',
        'max depth exceeded',
        'there might not be enough ids available',
        'potentially insufficient uids or gids',
        'hcsshim::importlayer*',
        'hcsshim::processbaselayer*',
        'hcsshim::processutilityvmimage*',
        'processbaselayer',
        'unable to initialize unpacker',
        'id or size of image … is not set',
      ],
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = failed to pull and unpack image "registry.acme.test/shop/api:1.8.3": failed to extract layer sha256:0c1d: mount callback failed on /var/lib/containerd/tmpmounts/containerd-mount1: lchown /data: operation not permitted: unknown',
      'failed to register layer: ApplyLayer exit status 1 stdout: stderr: lchown /srv/app: invalid argument',
      'writing blob: adding layer with blob "sha256:0c1d": processing tar file(potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/shadow)): exit status 1',
    ],
    source:
      'containerd/containerd core/unpack/unpacker.go; moby/moby distribution/xfer/download.go; containers/storage drivers/chroot-archive',
  },
  {
    name: 'storage_path',
    class: 'node_storage',
    certainty: 'generic',
    seenWith: 'every runtime',
    match: {
      any: [
        'mkdir /var* … permission denied',
        'mkdir /run* … permission denied',
        'open /var/lib* … permission denied',
        'open /var/lib* … no such file or directory',
        'write /var* … permission denied',
        'stat /var/lib* … no such file or directory',
        'rename /var/lib* … file exists',
        'rename /var/lib* … no such file or directory',
        'remove … access is denied',
      ],
    },
    examples: [
      'rpc error: code = Unknown desc = open /var/lib/containerd/io.containerd.content.v1.content/ingest/0c1d/ref: no such file or directory',
    ],
    source: 'Go os (PathError, LinkError); containerd/containerd plugins/content/local/store.go',
  },
];

/** The node ran out of something else while it pulled. */
export const NODE_RESOURCE_RULES: readonly PullErrorRule[] = [
  {
    name: 'node_resource',
    class: 'node_storage',
    certainty: 'generic',
    seenWith: 'every runtime',
    match: {
      any: [
        'the process cannot access the file because it is being used by another process',
        'too many open files',
        'cannot allocate memory',
      ],
      aboutPull: true,
    },
    examples: [
      'Failed to pull image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = too many open files',
    ],
    source: 'Go syscall/zerrors_linux_amd64.go (EMFILE, ENOMEM); Windows ERROR_SHARING_VIOLATION',
  },
];

/** The runtime could not even look at its own copy. Tried last: the text may give a better reason. */
export const INSPECT_RULES: readonly PullErrorRule[] = [
  {
    name: 'image_inspect_failed',
    class: 'node_storage',
    certainty: 'generic',
    seenWith: 'kubelet 1.20–1.34 with any runtime',
    match: { any: ['failed to inspect image', 'imageinspecterror'] },
    examples: [
      'Failed to inspect image "registry.acme.test/shop/api:1.8.3": rpc error: code = Unknown desc = Error response from daemon: readlink /var/lib/docker/overlay2: invalid argument',
      'Error: ImageInspectError',
    ],
    source: 'kubernetes/kubernetes pkg/kubelet/images/image_manager.go (ErrImageInspect)',
  },
];
