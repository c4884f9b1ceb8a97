import type { Agent } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { LoadAccess } from './contexts.js';

/** Where the API server is, and what a request to it needs: TLS, agent, headers. */
export interface Access {
  readonly server: string;
  readonly options: RequestOptions;
}

/** What decides that two requests may share connections. */
const TLS_FIELDS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

/**
 * The credentials of a cluster as client-node reads them (tokens, token files, client certificates,
 * exec plug-ins, OIDC, proxies). It makes a new agent for each request; here the first is kept for as
 * long as nothing of TLS changes, so that requests share connections.
 */
export class Credentials {
  private config: KubeConfig | null = null;
  private shared: { readonly tls: string; readonly agent: Agent } | null = null;

  constructor(private readonly load: LoadAccess) {}

  /** @throws Error when the configuration cannot be read or a plug-in fails */
  async current(): Promise<Access> {
    this.config ??= this.load();
    const server = this.config.getCurrentCluster()?.server;
    if (!server) throw new Error('the kubeconfig names no server');
    const options: RequestOptions = {};
    await this.config.applyToHTTPSOptions(options);
    const tls = JSON.stringify([server, ...TLS_FIELDS.map((field) => asText(options[field]))]);
    if (this.shared?.tls !== tls) {
      const agent = options.agent as Agent & { keepAlive?: boolean };
      agent.keepAlive = true;
      this.shared = { tls, agent };
    }
    return { server, options: { ...options, agent: this.shared.agent } };
  }

  /** Reads the configuration anew next time. */
  forget(): void {
    this.config = null;
  }
}

const asText = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('base64') : (value ?? null));
