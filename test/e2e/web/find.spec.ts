import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser, NO_BROWSER, type Stage, startStage } from './browser.js';
import { BROKEN_COMMIT } from './story/build-failed.js';
import { commitReport } from './story/reports.js';
import { usualWorld } from './story-api.js';

describe.skipIf(NO_BROWSER)(inBrowser('finding an image, a commit, a feed'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  async function search(text: string, world = usualWorld()) {
    const { page } = await stage.visit('/', world);
    const field = page.getByRole('searchbox', { name: 'Image reference or commit' });
    await field.fill(text);
    await field.press('Enter');
    return page;
  }

  it('leads from an image to its trace', async () => {
    const page = await search(' ghcr.io/acme/checkout:1.4.2 ');
    await page.waitForURL('**/trace?image=ghcr.io%2Facme%2Fcheckout%3A1.4.2');
    await page.locator('h1:focus').filter({ hasText: 'ghcr.io/acme/checkout:1.4.2' }).waitFor();
    await page.getByText('Available', { exact: true }).waitFor();
    await page.getByText('This pulls: pushed 31 min ago').waitFor();
    const push = page.getByRole('table', { name: 'Pushes' }).getByRole('row').nth(1);
    expect(await push.getByRole('cell').allInnerTexts()).toEqual([
      'ghcr.io/acme/checkout:1.4.2',
      'sha256:9ab49ab49ab4…',
      'linux/amd64, linux/arm64',
      '11:29:00',
    ]);
  });

  it('leads from a broken image to its incident', async () => {
    const page = await search('registry.acme.test/shop/api:sha-7f3a6ce');
    await page.getByText('Missing', { exact: true }).waitFor();
    await page.getByText('Roll back to the last image that was pushed').waitFor();
    await page.getByRole('link', { name: 'Open incident inc_01k4build' }).click();
    await page.waitForURL('**/incidents/inc_01k4build');
  });

  it('leads from a shortened commit to its report', async () => {
    const page = await search('7F3A6CE');
    await page.waitForURL('**/commits/7f3a6ce');
    await page.getByRole('heading', { level: 1, name: 'Commit 7f3a6ce' }).waitFor();
    await page.getByText(BROKEN_COMMIT).waitFor();
    const build = page.getByRole('table', { name: 'Builds' }).getByRole('row').nth(1);
    expect((await build.innerText()).replace(/\s+/g, ' ')).toMatch(
      /image #812 .*failed test succeeded publish failed in “Build and push” main 11:40:19 4 min 12 s/,
    );
    await page.getByRole('list', { name: 'Incidents of this commit' }).getByRole('link').click();
    await page.waitForURL('**/incidents/inc_01k4build');
  });

  it('asks which commit is meant when several begin alike', async () => {
    const twin = { ...commitReport, commit: { ...commitReport.commit, sha: `7f3a6ce${'0'.repeat(33)}` } };
    const page = await search('7f3a6ce', { ...usualWorld(), commits: [commitReport, twin] });
    await page.getByRole('heading', { name: 'More than one commit begins like this' }).waitFor();
    await page.getByRole('link', { name: BROKEN_COMMIT }).click();
    await page.waitForURL(`**/commits/${BROKEN_COMMIT}`);
    await page.getByText('One build failed; nothing was pushed').waitFor();
  });

  it('asks for an image when the address names none', async () => {
    const { page } = await stage.visit('/trace');
    await page.getByRole('heading', { name: 'Which image?' }).waitFor();
  });

  it('shows what each feed has covered, its gaps, and which is missing', async () => {
    const { page } = await stage.visit('/coverage');
    await page.getByText('The source “quay” never delivered').waitFor();
    const covered = page.getByRole('table', { name: 'Covered time' });
    await covered.getByText('19 Nov 08:00 to 19 Nov 10:00 (2 h)').waitFor();
    const sources = page.getByRole('table', { name: 'Sources' }).getByRole('row');
    expect(await sources.nth(1).innerText()).toContain('18,214');
    expect(await sources.nth(3).innerText()).toContain('never');
  });

  it('answers every address of the page, also one that it does not have', async () => {
    const { page } = await stage.visit('/no/such/page');
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Open incidents' }).click();
    await page.getByRole('list', { name: 'Open incidents' }).waitFor();
    expect(await page.title()).toBe('Open incidents · Pulltrace');
  });
});
