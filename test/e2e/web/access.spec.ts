import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#contract';
import { inBrowser, NO_BROWSER, PHONE, picture, type Stage, startStage, WIDE } from './browser.js';
import { hostile } from './story/hostile.js';
import { nothingConnected } from './story/reports.js';
import { usualWorld } from './story-api.js';

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

const only = (...incidents: readonly Incident[]) => ({ ...usualWorld(), incidents });

const PLACES = [
  { name: 'now', address: '/', world: usualWorld() },
  { name: 'now-filtered', address: '/?cluster=staging', world: usualWorld() },
  { name: 'now-empty', address: '/', world: { ...only(), coverage: nothingConnected } },
  { name: 'now-well', address: '/', world: only() },
  { name: 'now-hostile', address: '/', world: only(hostile) },
  { name: 'incident-build', address: '/incidents/inc_01k4build', world: usualWorld() },
  { name: 'incident-spelled', address: '/incidents/inc_02spelled', world: usualWorld() },
  { name: 'incident-deleted', address: '/incidents/inc_03deleted', world: usualWorld() },
  { name: 'incident-platform', address: '/incidents/inc_04platform', world: usualWorld() },
  { name: 'incident-secret', address: '/incidents/inc_05secret', world: usualWorld() },
  { name: 'incident-rate', address: '/incidents/inc_06rate', world: usualWorld() },
  { name: 'incident-unknown', address: '/incidents/inc_07unknown', world: usualWorld() },
  { name: 'incident-hostile', address: `/incidents/${encodeURIComponent(hostile.id)}`, world: only(hostile) },
  { name: 'trace', address: '/trace?image=ghcr.io%2Facme%2Fcheckout%3A1.4.2', world: usualWorld() },
  { name: 'commit', address: '/commits/7f3a6ce', world: usualWorld() },
  { name: 'coverage', address: '/coverage', world: usualWorld() },
  { name: 'nowhere', address: '/no/such/page', world: usualWorld() },
];

/** Places that answer with a refusal, which every browser writes into its console. */
const REFUSALS = [
  { name: 'token', address: '/', world: { ...usualWorld(), token: 'pt_right' } },
  { name: 'refused', address: '/', world: { ...usualWorld(), refuse: 403 } },
];

const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: WIDE },
  { look: 'dark', colorScheme: 'dark', viewport: WIDE },
  { look: 'phone', colorScheme: 'light', viewport: PHONE },
] as const;

/** How often, and after how many milliseconds, a page with findings is looked at again. */
const LOOKS_AGAIN = 4;
const SETTLING_MS = 500;

/** What axe-core finds and goes on finding: a page that is still being drawn on a busy machine is none that anybody reads. */
async function lastingFindings(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  let found = await findings(page);
  for (let again = 0; again < LOOKS_AGAIN && found.length > 0; again += 1) {
    await page.waitForTimeout(SETTLING_MS);
    found = await findings(page);
  }
  return found;
}

/** Looks at a place in every look, keeps a picture of each, and returns what axe-core finds. */
async function lookAt(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await page.waitForLoadState('networkidle');
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    await page.screenshot({ path: picture(`${name}-${look}`), fullPage: true });
    found.push(...(await lastingFindings(page)).map((finding) => `${look}: ${finding}`));
  }
  return found;
}

describe.skipIf(NO_BROWSER)(inBrowser('access for everybody'), () => {
  let stage: Stage;
  beforeAll(async () => {
    // React's development build says in the console which elements are not valid.
    stage = await startStage('development');
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  it.each(PLACES)('axe and the console find nothing in light, dark and on a phone: $name', async (place) => {
    const { page, mistakes } = await stage.visit(place.address, place.world);
    expect(await lookAt(page, place.name)).toEqual([]);
    expect(mistakes).toEqual([]);
  });

  it.each(REFUSALS)('axe finds nothing in light, dark and on a phone: $name', async (place) => {
    const { page } = await stage.visit(place.address, place.world);
    expect(await lookAt(page, place.name)).toEqual([]);
  });

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
