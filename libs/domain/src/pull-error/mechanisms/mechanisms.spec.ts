import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PULL_ERROR_CLASSES } from '../types.js';
import { MECHANISMS, mechanismOf, PLACEHOLDERS } from './index.js';
import { renderMechanismsTable } from './render-mechanisms-table.js';

const PAGE = 'docs/mechanisms.md';

describe('mechanisms', () => {
  it('are known for every class, once', () => {
    expect(MECHANISMS.map((mechanism) => mechanism.class).sort()).toEqual([...PULL_ERROR_CLASSES].sort());
    for (const pullErrorClass of PULL_ERROR_CLASSES)
      expect(mechanismOf(pullErrorClass).class).toBe(pullErrorClass);
  });

  it('say how to make sure, and what to do where anything can be done', () => {
    const undecided = new Set(['not_pull', 'unknown']);
    for (const mechanism of MECHANISMS) {
      expect(mechanism.diagnosis.length, mechanism.class).toBeGreaterThan(0);
      expect(mechanism.fixes.length > 0, mechanism.class).toBe(!undecided.has(mechanism.class));
    }
  });

  it('use no shell variable that a reader is not told about', () => {
    const own = new Set(['REGISTRY_USER', 'REGISTRY_TOKEN', 'TOKEN']);
    const used = MECHANISMS.flatMap(({ diagnosis, fixes }) => [
      ...diagnosis.map((step) => step.command),
      ...fixes.flatMap((fix) => [fix.command ?? '', fix.patch ?? '']),
    ]).flatMap((text) => [...text.matchAll(/\$\{?([A-Z_]{2,})/g)].map((match) => match[1] ?? ''));
    expect([...new Set(used)].filter((name) => !(name in PLACEHOLDERS) && !own.has(name))).toEqual([]);
  });

  it('cover the seven mechanisms from text to fix', () => {
    const fixesOf = (pullErrorClass: Parameters<typeof mechanismOf>[0]) =>
      mechanismOf(pullErrorClass)
        .fixes.map((fix) => `${fix.detail} ${fix.command ?? ''} ${fix.patch ?? ''}`)
        .join('\n');
    expect(fixesOf('not_found')).toMatch(/crane digest/);
    expect(fixesOf('auth')).toMatch(/create secret docker-registry/);
    expect(fixesOf('auth')).toMatch(/imagePullSecrets:\n/);
    expect(fixesOf('auth')).toMatch(/patch serviceaccount/);
    expect(fixesOf('auth')).toMatch(/secrets of its own namespace/);
    expect(fixesOf('arch_mismatch')).toMatch(/buildx build --platform/);
    expect(fixesOf('arch_mismatch')).toMatch(/nodeSelector/);
    expect(fixesOf('rate_limit')).toMatch(/index\.docker\.io/);
    expect(fixesOf('rate_limit')).toMatch(/hosts\.toml/);
    expect(fixesOf('tls')).toMatch(/ca\.crt/);
    expect(fixesOf('pull_policy')).toMatch(/IfNotPresent/);
  });

  it(`are written down in ${PAGE} (UPDATE_DOCS=1 rewrites it)`, () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, renderMechanismsTable());
    expect(readFileSync(PAGE, 'utf8')).toBe(renderMechanismsTable());
  });
});
