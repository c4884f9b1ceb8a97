import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser, NO_BROWSER, PHONE, type Stage, startStage, WIDE } from './browser.js';
import { usualWorld } from './page-server.js';
import { hostile } from './story/hostile.js';
import { nothingConnected } from './story/reports.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds, as rule and element. The page's policy does not bind code a debugger runs. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] });
  const result = (await page.evaluate(`axe.run(document, ${options})`)) as {
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  };
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const PLACES = [
  { name: 'the list', address: '/', world: usualWorld() },
  { name: 'a filtered list', address: '/?cluster=staging', world: usualWorld() },
  { name: 'a broken build', address: '/incidents/inc_01k4build', world: usualWorld() },
  { name: 'a patch', address: '/incidents/inc_02spelled', world: usualWorld() },
  { name: 'counter-evidence', address: '/incidents/inc_04platform', world: usualWorld() },
  { name: 'an unknown cause', address: '/incidents/inc_07unknown', world: usualWorld() },
  {
    name: 'hostile text',
    address: `/incidents/${encodeURIComponent(hostile.id)}`,
    world: { ...usualWorld(), incidents: [hostile] },
  },
  { name: 'a trace', address: '/trace?image=ghcr.io%2Facme%2Fcheckout%3A1.4.2', world: usualWorld() },
  { name: 'a commit', address: '/commits/7f3a6ce', world: usualWorld() },
  { name: 'coverage', address: '/coverage', world: usualWorld() },
  {
    name: 'the first steps',
    address: '/',
    world: { ...usualWorld(), incidents: [], coverage: nothingConnected },
  },
  { name: 'the token form', address: '/', world: { ...usualWorld(), token: 'pt_right' } },
  { name: 'a refusal', address: '/', world: { ...usualWorld(), refuse: 403 } },
];

const LOOKS = [
  { look: 'light', options: { colorScheme: 'light', viewport: WIDE } },
  { look: 'dark', options: { colorScheme: 'dark', viewport: WIDE } },
  { look: 'phone', options: { colorScheme: 'light', viewport: PHONE, isMobile: true, hasTouch: true } },
] as const;

describe.skipIf(NO_BROWSER)(inBrowser('access for everybody'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  for (const { look, options } of LOOKS) {
    it.each(PLACES)(`axe finds nothing in $name (${look})`, async ({ address, world }) => {
      const { page } = await stage.visit(address, world, options);
      await page.waitForLoadState('networkidle');
      expect(await findings(page)).toEqual([]);
    });
  }

  it('has a finding when there is one', async () => {
    const { page } = await stage.visit('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    expect(await findings(page)).toEqual(['button-name: <button></button>']);
  });

  it('gives every control at least 24 pixels (WCAG 2.5.8)', async () => {
    const { page } = await stage.visit('/incidents/inc_01k4build', usualWorld(), { viewport: PHONE });
    await page.getByRole('button', { name: 'Copy the command' }).first().waitFor();
    for (const button of await page.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
  });

  it('remembers the colours a reader chose', async () => {
    const { page } = await stage.visit('/', usualWorld(), { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Use the dark colours' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Use the light colours' }).waitFor();
  });
});
