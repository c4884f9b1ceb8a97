import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGISTRY_HOSTS, registryKind } from './registry-kind.js';

function told(host: string, path?: string): string {
  const { kind, account, region, owner } = registryKind(host, path);
  return [kind, account ?? '-', region ?? '-', owner ?? '-'].join(' ');
}

const HOSTS: readonly [host: string, expected: string, path?: string][] = [
  ['docker.io', 'docker_hub - - acme', 'acme/api'],
  ['docker.io', 'docker_hub - - library', 'library/nginx'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'ecr 123456789012 eu-west-1 -'],
  ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'ecr 123456789012 cn-north-1 -'],
  ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'ecr 123456789012 us-gov-west-1 -'],
  ['123456789012.dkr-ecr.us-east-2.on.aws', 'ecr 123456789012 us-east-2 -'],
  ['public.ecr.aws', 'ecr_public - - acme', 'acme/api'],
  ['europe-west3-docker.pkg.dev', 'gar acme-shop europe-west3 -', 'acme-shop/images/api'],
  ['eu.gcr.io', 'gcr acme-shop eu -', 'acme-shop/api'],
  ['gcr.io', 'gcr acme-shop - -', 'acme-shop/api'],
  ['k8s.gcr.io', 'registry_k8s_io - - -', 'pause'],
  ['registry.k8s.io', 'registry_k8s_io - - -'],
  ['ghcr.io', 'ghcr - - acme', 'acme/api'],
  ['containers.acme.ghe.com', 'ghcr acme - shop', 'shop/api'],
  ['quay.io', 'quay - - acme', 'acme/api'],
  ['registry.gitlab.com', 'gitlab - - acme', 'acme/shop/api'],
  ['acme.azurecr.io', 'acr acme - -'],
  ['acme.westeurope.data.azurecr.io', 'acr acme westeurope -'],
  ['acme.azurecr.cn', 'acr acme - -'],
  ['mcr.microsoft.com', 'mcr - - -'],
  ['acme.jfrog.io', 'jfrog acme - -'],
  ['registry.cn-hangzhou.aliyuncs.com', 'aliyun - cn-hangzhou -'],
  ['registry-vpc.cn-hangzhou.aliyuncs.com', 'aliyun - cn-hangzhou -'],
  ['acme-registry-vpc.cn-shanghai.cr.aliyuncs.com', 'aliyun acme cn-shanghai -'],
  ['crpi-0a1b.cn-beijing.personal.cr.aliyuncs.com', 'aliyun crpi-0a1b cn-beijing -'],
  ['image-registry.openshift-image-registry.svc:5000', 'openshift - - shop', 'shop/api'],
  ['docker-registry.default.svc.cluster.local:5000', 'openshift - - -'],
  ['default-route-openshift-image-registry.apps.acme.example', 'openshift - - -'],
  ['10.0.0.1:5000', 'private - - -'],
  ['[fd00::1]:5000', 'private - - -'],
  ['localhost', 'private - - -'],
  ['registry:5000', 'private - - -'],
  ['registry.acme.local', 'private - - -'],
  ['registry.kube-system.svc.cluster.local', 'private - - -'],
  ['registry.acme.example', 'other - - -', 'acme/api'],
  ['notghcr.io', 'other - - -'],
  ['ghcr.io.acme.example', 'other - - -'],
];

describe('registryKind', () => {
  it.each(HOSTS)('%s is %s', (host, expected, path) => {
    expect(told(host, path)).toBe(expected);
  });

  it.each(REGISTRY_HOSTS.map((rule) => rule.kind))('has a host of %s in the table above', (kind) => {
    expect(HOSTS.some(([, expected]) => expected.startsWith(`${kind} `))).toBe(true);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (host, path) => {
        expect(registryKind(host, path).kind).toBeTypeOf('string');
      }),
      { numRuns: 10_000 },
    );
  });
});
