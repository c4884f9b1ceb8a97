import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser, NO_BROWSER, type Stage, startStage } from './browser.js';
import { usualWorld } from './story-api.js';

const locked = () => ({ ...usualWorld(), token: 'pt_right' });

describe.skipIf(NO_BROWSER)(inBrowser('the token'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  it('is asked for once, refused when it is wrong, and kept for the tab', async () => {
    const { page } = await stage.visit('/incidents/inc_01k4build', locked());
    const field = page.getByLabel('API token');
    await field.fill('pt_wrong');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The server does not accept this token').waitFor();
    await field.fill('pt_right');
    await field.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Build #812' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Build #812' }).waitFor();
    expect(await page.evaluate('[sessionStorage.length, localStorage.getItem("pulltrace.token")]')).toEqual([
      1,
      null,
    ]);
  });

  it('comes with a link and leaves the address bar and the history at once', async () => {
    const { page } = await stage.visit('/?cluster=staging#token=pt_right', locked());
    await page.getByRole('list', { name: 'Open incidents' }).waitFor();
    expect(page.url()).not.toContain('pt_right');
    expect(new URL(page.url()).search).toBe('?cluster=staging');
    expect(await page.evaluate('history.length')).toBe(2);
  });

  it('comes with a link into a page that is already open', async () => {
    const { page } = await stage.visit('/', locked());
    await page.getByLabel('API token').waitFor();
    await page.evaluate("location.hash = '#token=pt_right'");
    await page.getByRole('list', { name: 'Open incidents' }).waitFor();
    expect(page.url()).not.toContain('pt_right');
  });

  it('is asked for again when it stops working', async () => {
    const world = locked();
    const { page } = await stage.visit('/#token=pt_right', world);
    await page.getByRole('list', { name: 'Open incidents' }).waitFor();
    world.token = 'pt_rotated';
    await page.clock.runFor(6000);
    await page.getByText('The server does not accept this token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('with too small a scope is told apart from a wrong one', async () => {
    const { page } = await stage.visit('/', { ...usualWorld(), refuse: 403 });
    await page.getByRole('heading', { name: 'This token may not read' }).waitFor();
    await page.getByRole('button', { name: 'Enter another token' }).click();
    await page.getByLabel('API token').waitFor();
  });
});
