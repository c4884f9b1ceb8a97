import { lenient } from '#platform';
import type { KubeApi } from '../api/kube-api.js';
import { type LookUpFailed, lookUp, pathOf } from './look-up.js';

/** What a node is. */
export interface NodeFacts {
  readonly arch: string | null;
  readonly os: string | null;
  /** `containerd://1.7.2` */
  readonly runtime: string | null;
  readonly kubelet: string | null;
}

const { shape, text } = lenient;

const Node = shape({
  status: shape({
    nodeInfo: shape({
      architecture: text,
      operatingSystem: text,
      containerRuntimeVersion: text,
      kubeletVersion: text,
    }),
  }),
});

/** A node keeps its name through an upgrade, which an hour shows soon enough, in milliseconds. */
const GOOD_FOR_MS = 3_600_000;

const UNKNOWN: NodeFacts = { arch: null, os: null, runtime: null, kubelet: null };

/** Looks up nodes by name; only those with failing pods are ever read. */
export function nodeDirectory(
  api: KubeApi,
  failed: LookUpFailed,
): (name: string | null) => Promise<NodeFacts> {
  const find = lookUp({ api, failed, goodForMs: GOOD_FOR_MS, read: readNode });
  return async (name) => {
    if (name === null) return UNKNOWN;
    const found = await find(pathOf('api/v1/nodes', name));
    return found.is === 'there' ? found.value : UNKNOWN;
  };
}

function readNode(value: unknown): NodeFacts | null {
  const info = lenient.read(Node, value)?.status?.nodeInfo;
  if (!info) return null;
  return {
    arch: info.architecture ?? null,
    os: info.operatingSystem ?? null,
    runtime: info.containerRuntimeVersion ?? null,
    kubelet: info.kubeletVersion ?? null,
  };
}
