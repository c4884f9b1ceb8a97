import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#contract';
import { inBrowser, NO_BROWSER, type Stage, startStage } from './browser.js';
import { buildFailed } from './story/build-failed.js';
import { STORIES } from './story/index.js';
import { nothingConnected } from './story/reports.js';
import { usualWorld } from './story-api.js';

const rows = (page: Page) => page.getByRole('list', { name: 'Open incidents' }).getByRole('listitem');
const another = (id: string, summary: string): Incident => {
  const { verdict } = buildFailed;
  return { ...buildFailed, id, verdict: verdict && { ...verdict, summary } };
};

describe.skipIf(NO_BROWSER)(inBrowser('the page of what fails now'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  it('shows for every incident the sentence, cause, level, image, place and time', async () => {
    const { page } = await stage.visit('/');
    await rows(page)
      .nth(STORIES.length - 1)
      .waitFor();
    expect(await rows(page).count()).toBe(STORIES.length);
    const text = await rows(page).nth(2).innerText();
    for (const part of ['Build #812 of 7f3a6ce failed', 'Build failed', 'Proven', 'shop/api:sha-7f3a6ce']) {
      expect(text.replaceAll('\n', '')).toContain(part);
    }
    for (const part of ['prod-eu, prod-us', 'shop · 14 pods', '16 min', '11:43:48'])
      expect(text).toContain(part);
    const time = rows(page).nth(2).getByRole('time').first();
    expect(await time.getAttribute('title')).toBe('Sun, 22 Nov 2026, 11:43:48 UTC');
  });

  it('tells what is broken from what only takes time, and from what is not decided yet', async () => {
    const { verdict } = buildFailed;
    const incidents = [
      { ...buildFailed, id: 'inc_a', verdict: null },
      { ...buildFailed, id: 'inc_b', verdict: verdict && { ...verdict, cause: 'build_running' } },
      buildFailed,
    ];
    const { page } = await stage.visit('/', { ...usualWorld(), incidents });
    await rows(page).nth(2).waitFor();
    const tones = await Promise.all((await rows(page).all()).map((row) => row.getAttribute('data-tone')));
    expect(tones).toEqual(['wait', 'wait', 'broken']);
    expect(await rows(page).first().innerText()).toContain('does not pull; the verdict is being decided');
    await rows(page).first().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'the verdict is being decided' }).waitFor();
    await page.getByRole('heading', { name: 'What is known of its way' }).waitFor();
  });

  it('keeps the filter in the address, both ways', async () => {
    const { page } = await stage.visit('/?cluster=staging');
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(3);
    expect(await page.getByLabel('Cluster').inputValue()).toBe('staging');
    await page.getByLabel('Cause').selectOption('platform_not_built');
    await rows(page).filter({ hasText: 'linux/amd64 only' }).waitFor();
    await page.waitForURL((url) => url.search === '?cause=platform_not_built&cluster=staging');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.waitForURL((url) => url.search === '');
    await rows(page)
      .nth(STORIES.length - 1)
      .waitFor();
  });

  it('takes a typed name on Enter and not before', async () => {
    const { page } = await stage.visit('/');
    await page.getByLabel('Namespace').pressSequentially('bill');
    expect(new URL(page.url()).search).toBe('');
    await page.getByLabel('Namespace').pressSequentially('ing-archive');
    await page.getByLabel('Namespace').press('Enter');
    await page.waitForURL((url) => url.search === '?namespace=billing-archive');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Namespace');
    await page.getByRole('heading', { name: 'No incident matches' }).waitFor();
  });

  it('shows resolved ones when asked', async () => {
    const over = { ...another('inc_over', 'It was built late.'), state: 'resolved' as const };
    const { page } = await stage.visit('/', { ...usualWorld(), incidents: [...STORIES, over] });
    await page.getByText('Resolved', { exact: true }).click();
    await page.getByRole('link', { name: 'It was built late.' }).waitFor();
    expect(new URL(page.url()).search).toBe('?state=resolved');
  });

  it('loads older incidents by the cursor and keeps the ones it has', async () => {
    const { page } = await stage.visit('/', { ...usualWorld(), rowsPerPage: 3 });
    await rows(page).nth(2).waitFor();
    expect(await rows(page).count()).toBe(3);
    for (const count of [6, 7]) {
      await page.getByRole('button', { name: 'Show older incidents' }).click();
      await rows(page)
        .nth(count - 1)
        .waitFor();
    }
    expect(await page.getByRole('button', { name: 'Show older incidents' }).count()).toBe(0);
  });

  it('renews itself, and stops when it is told to', async () => {
    const world = usualWorld();
    const { page } = await stage.visit('/', world);
    await rows(page).first().waitFor();
    world.incidents = [another('inc_new', 'A new one failed.'), ...STORIES];
    await page.clock.runFor(6000);
    await rows(page).first().filter({ hasText: 'A new one failed.' }).waitFor();
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await page.getByText('Paused · read').waitFor();
    world.incidents = STORIES;
    await page.clock.runFor(30_000);
    expect(await rows(page).first().innerText()).toContain('A new one failed.');
  });

  it('moves no row under somebody who reads', async () => {
    const world = usualWorld();
    const { page } = await stage.visit('/', world);
    const build = rows(page).filter({ hasText: 'Build #812' });
    await build.hover();
    const before = await build.boundingBox();
    world.incidents = [another('inc_new', 'A new one failed.'), ...STORIES.slice(1)];
    await page.clock.runFor(6000);
    await page.getByText('No longer in this list').waitFor();
    expect(await build.boundingBox()).toEqual(before);
    await page.getByRole('button', { name: 'Show 1 new' }).click();
    await rows(page).first().filter({ hasText: 'A new one failed.' }).waitFor();
    expect(await page.getByText('No longer in this list').count()).toBe(0);
  });

  it('is used by keyboard alone', async () => {
    const { page } = await stage.visit('/');
    await rows(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.locator(':focus').innerText()).startsWith('docker.io refuses')) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents/inc_06rate');
    await page.locator('h1:focus').filter({ hasText: 'docker.io refuses' }).waitFor();
  });

  it('teaches how to connect feeds while nobody reports failures', async () => {
    const { page } = await stage.visit('/', { ...usualWorld(), incidents: [], coverage: nothingConnected });
    await page.getByRole('heading', { name: 'Nobody reports failures yet' }).waitFor();
    await page.getByText('pulltrace agent --cluster <name>').waitFor();
    expect(await page.getByText('not connected').count()).toBe(4);
  });

  it('says that all is well when the feeds are there', async () => {
    const { page } = await stage.visit('/', { ...usualWorld(), incidents: [] });
    await page.getByRole('heading', { name: 'No image fails to pull' }).waitFor();
    await page.getByText(/Last delivery 4\d s ago/).waitFor();
  });

  it('says what to do when there is no answer, and recovers', async () => {
    const world = { ...usualWorld(), refuse: 503 as number | null };
    const { page } = await stage.visit('/', world);
    await page.clock.runFor(10_000);
    await page.getByRole('heading', { name: 'The server cannot answer right now' }).waitFor();
    world.refuse = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page).first().waitFor();
  });

  it('keeps showing what it has when the server goes away', async () => {
    const world = usualWorld();
    const { page } = await stage.visit('/', world);
    await rows(page).first().waitFor();
    const before = await rows(page).first().boundingBox();
    world.refuse = 503;
    await page.clock.runFor(20_000);
    await page.getByText('Shown as of 12:00').waitFor();
    expect(await rows(page).first().boundingBox()).toEqual(before);
  });
});
