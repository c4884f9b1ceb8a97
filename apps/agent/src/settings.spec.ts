import { expect, it } from 'vitest';
import { readSettings } from './settings.js';

const read = (environment: Readonly<Record<string, string>>) => readSettings((name) => environment[name]);

it('watches everything, looks into no secret and serves nothing when it is told nothing', () => {
  expect(read({})).toEqual({
    ok: true,
    settings: {
      scope: { namespaces: [], exceptNamespaces: [], labels: null },
      secrets: 'none',
      listen: null,
      lease: null,
      identity: null,
    },
  });
});

it('reads its environment', () => {
  expect(
    read({
      PULLTRACE_AGENT_NAMESPACES: 'shop, checkout,',
      PULLTRACE_AGENT_EXCEPT_NAMESPACES: 'kube-system',
      PULLTRACE_AGENT_SELECTOR: 'team=shop',
      PULLTRACE_AGENT_SECRETS: 'hosts',
      PULLTRACE_AGENT_LISTEN: '[::]:9464',
      PULLTRACE_AGENT_LEASE: 'pulltrace/agent',
      PULLTRACE_AGENT_IDENTITY: 'agent-0',
    }),
  ).toEqual({
    ok: true,
    settings: {
      scope: { namespaces: ['shop', 'checkout'], exceptNamespaces: ['kube-system'], labels: 'team=shop' },
      secrets: 'hosts',
      listen: { host: '::', port: 9464 },
      lease: { namespace: 'pulltrace', name: 'agent' },
      identity: 'agent-0',
    },
  });
});

it('tells all mistakes together', () => {
  const bad = {
    PULLTRACE_AGENT_NAMESPACES: 'Shop',
    PULLTRACE_AGENT_SECRETS: 'all',
    PULLTRACE_AGENT_LISTEN: '9464',
    PULLTRACE_AGENT_LEASE: 'agent',
  };
  const result = read(bad);
  expect(result.ok ? [] : result.mistakes.map((line) => line.split(':')[0])).toEqual(Object.keys(bad));
});
