import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser, NO_BROWSER, PHONE, picture, type Stage, startStage, WIDE } from './browser.js';
import { usualWorld } from './page-server.js';
import { BROKEN_COMMIT } from './story/build-failed.js';
import { hostile } from './story/hostile.js';
import { nothingConnected } from './story/reports.js';

const PLACES = [
  { name: 'now', address: '/' },
  { name: 'incident', address: '/incidents/inc_01k4build' },
  { name: 'spelled', address: '/incidents/inc_02spelled' },
  { name: 'deleted', address: '/incidents/inc_03deleted' },
  { name: 'platform', address: '/incidents/inc_04platform' },
  { name: 'rate', address: '/incidents/inc_06rate' },
  { name: 'unknown', address: '/incidents/inc_07unknown' },
  { name: 'trace', address: `/trace?image=${encodeURIComponent('ghcr.io/acme/checkout:1.4.2')}` },
  { name: 'commit', address: `/commits/${BROKEN_COMMIT}` },
  { name: 'coverage', address: '/coverage' },
];

const LOOKS = [
  { name: 'light', options: { colorScheme: 'light', viewport: WIDE } },
  { name: 'dark', options: { colorScheme: 'dark', viewport: WIDE } },
  { name: 'phone', options: { colorScheme: 'light', viewport: PHONE, hasTouch: true, isMobile: true } },
] as const;

describe.skipIf(NO_BROWSER)(inBrowser('pictures for a person to look at'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage('development');
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  for (const { name: look, options } of LOOKS) {
    it.each(PLACES)(`shows $name in ${look}`, async ({ name, address }) => {
      const { page, mistakes } = await stage.visit(address, usualWorld(), options);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: picture(`${name}-${look}`), fullPage: true });
      expect(mistakes).toEqual([]);
    });
  }

  it.each([
    { name: 'empty', address: '/', world: { ...usualWorld(), incidents: [], coverage: nothingConnected } },
    { name: 'well', address: '/', world: { ...usualWorld(), incidents: [] } },
    { name: 'hostile-list', address: '/', world: { ...usualWorld(), incidents: [hostile] } },
    {
      name: 'hostile',
      address: `/incidents/${encodeURIComponent(hostile.id)}`,
      world: { ...usualWorld(), incidents: [hostile] },
    },
  ])('shows $name', async ({ name, address, world }) => {
    const { page, mistakes } = await stage.visit(address, world);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: picture(name), fullPage: true });
    expect(mistakes).toEqual([]);
  });

  it('shows the form for the token', async () => {
    const { page } = await stage.visit('/', { ...usualWorld(), token: 'secret' });
    await page.getByLabel('API token').waitFor();
    await page.screenshot({ path: picture('token') });
    expect(await page.title()).toBe('Token · Pulltrace');
  });

  it('shows an incident on paper', async () => {
    const { page, mistakes } = await stage.visit('/incidents/inc_01k4build', usualWorld(), {
      colorScheme: 'dark',
    });
    await page.waitForLoadState('networkidle');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 690, height: 980 });
    await page.screenshot({ path: picture('print'), fullPage: true });
    expect(mistakes).toEqual([]);
  });
});
