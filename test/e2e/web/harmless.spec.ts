import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CommitReport } from '#contract';
import { inBrowser, NO_BROWSER, PHONE, type Stage, startStage, WIDE } from './browser.js';
import { hostile } from './story/hostile.js';
import { usualWorld } from './story-api.js';

const world = () => ({ ...usualWorld(), incidents: [hostile] });
const ADDRESSES = ['/', `/incidents/${encodeURIComponent(hostile.id)}`];

describe.skipIf(NO_BROWSER)(inBrowser('text from outside'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  it.each(ADDRESSES)('is shown and never run, on %s', async (address) => {
    const { page, mistakes } = await stage.visit(address, world());
    await page.getByText('<img src=x').first().waitFor();
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(mistakes).toEqual([]);
  });

  it.each(ADDRESSES)('never widens the page, on %s', async (address) => {
    for (const viewport of [WIDE, PHONE, { width: 320, height: 640 }]) {
      const { page } = await stage.visit(address, world(), { viewport });
      await page.getByText('<img src=x').first().waitFor();
      const [content, room] = (await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as [number, number];
      expect(content).toBe(room);
    }
  });

  it('makes no link of what is no web address', async () => {
    const { page } = await stage.visit(ADDRESSES[1] ?? '', world());
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    const links = await page.locator('a').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(targets.length).toBeGreaterThan(3);
    for (const target of targets) expect(target).toMatch(/^(\/|#main$)/);
  });

  it('is not told to other sites where the reader came from', async () => {
    const { page } = await stage.visit('/incidents/inc_01k4build');
    const outside = page.locator('a[target="_blank"]');
    await outside.first().waitFor();
    for (const link of await outside.all()) {
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  it('shows hidden characters and copies them as they are shown', async () => {
    const { page } = await stage.visit(ADDRESSES[1] ?? '', world(), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy the command' }).click();
    await page.getByRole('button', { name: 'Copied the command' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toMatch(/^echo \\u202egpj\.exe\\u202c; a-name/);
    const shown = await page.locator('main').innerText();
    expect(shown).not.toMatch(/[\u202a-\u202e\u001b]/);
    expect(shown).toContain('\\u202egpj.exe\\u202c\\u001b[2J');
  });

  it('is folded where it is very long, and unfolded on demand', async () => {
    const { page } = await stage.visit(ADDRESSES[1] ?? '', world());
    const heading = page.getByRole('heading', { level: 1 });
    await heading.getByRole('button', { name: 'Show all 2,' }).click();
    expect((await heading.innerText()).length).toBeGreaterThan(2000);
    await heading.getByRole('button', { name: 'Show less' }).click();
    expect((await heading.innerText()).length).toBeLessThan(500);
  });

  it('that is not what the API promises costs one page and not the way to the others', async () => {
    const broken = { commit: { sha: '7f3a6ce' } } as unknown as CommitReport;
    const { page } = await stage.visit('/commits/7f3a6ce', { ...usualWorld(), commits: [broken] });
    await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor();
    await page.getByRole('link', { name: 'Now' }).click();
    await page.getByRole('list', { name: 'Open incidents' }).waitFor();
  });

  it('leads to the incident whatever its id is made of', async () => {
    const { page } = await stage.visit('/', world());
    await page.getByRole('list', { name: 'Open incidents' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'What to do' }).waitFor();
  });
});
