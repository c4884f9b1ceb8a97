import { KubeConfig } from '@kubernetes/client-node';

/** Access by a bearer token, over plain HTTP. */
export function configOf(server: string, token: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'test', server, skipTLSVerify: true }, { name: 'agent', token });
  return config;
}
