import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser, NO_BROWSER, PHONE, type Stage, startStage } from './browser.js';
import { BROKEN_COMMIT, buildFailed } from './story/build-failed.js';
import { usualWorld } from './story-api.js';

const BUILD_FAILED = '/incidents/inc_01k4build';

describe.skipIf(NO_BROWSER)(inBrowser('the page of one incident'), () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.stop());

  it('says in its heading and its title what broke', async () => {
    const { page } = await stage.visit(BUILD_FAILED);
    await page.getByRole('heading', { level: 1, name: 'Build #812 of 7f3a6ce failed in step' }).waitFor();
    expect(await page.title()).toContain('Build #812 of 7f3a6ce failed');
    await page.getByText('Open for 16 min').waitFor();
    await page.getByText('A recorded event names this image directly').waitFor();
  });

  it('shows the way from commit to pull, with times and where it broke', async () => {
    const { page } = await stage.visit(BUILD_FAILED);
    const steps = page.getByRole('list', { name: 'From commit to pull' }).getByRole('listitem');
    await steps.filter({ hasText: 'took 4 min 12 s' }).waitFor();
    const texts = (await steps.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(texts[0]).toContain('7f3a6ce Raise the base image to bookworm Dana Petrov 11:40:10');
    expect(texts[1]).toMatch(
      /4 min 21 s Build broke here image: failed .* step “Build and push” job “publish” 11:44:31/,
    );
    expect(texts[2]).toContain('Never pushed last pushed: sha-1c9be04');
    expect(texts[3]).toContain('Fails on 14 pods not found 11:43:48');
    await steps.getByRole('link', { name: '7f3a6ce', exact: true }).click();
    await page.waitForURL(`**/commits/${BROKEN_COMMIT}`);
  });

  it('copies a command as it is shown', async () => {
    const { page } = await stage.visit(BUILD_FAILED, usualWorld(), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy the command' }).nth(1).click();
    await page.getByRole('button', { name: 'Copied the command' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'gh run rerun 812 --failed --repo acme/api',
    );
  });

  it('copies where the browser hides its clipboard, as it does from plain http', async () => {
    const { page } = await stage.visit(BUILD_FAILED, usualWorld(), { permissions: ['clipboard-read'] });
    await page.evaluate(`
      window.realClipboard = navigator.clipboard;
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    `);
    await page.getByRole('button', { name: 'Copy the image reference' }).click();
    await page.getByRole('button', { name: 'Copied the image reference' }).waitFor();
    expect(await page.evaluate('window.realClipboard.readText()')).toBe(buildFailed.image.reference);
  });

  it('shows evidence, what was not found, coverage, the raw error and who is affected', async () => {
    const { page } = await stage.visit(BUILD_FAILED);
    const section = (name: string) => page.getByRole('region', { name, exact: true });
    await section('Why').getByRole('link', { name: 'Run #812 of workflow image' }).waitFor();
    await section('Why').getByText('a push of shop/api:sha-7f3a6ce').waitFor();
    await section('What was watched').getByText('Pushes covered, registry').waitFor();
    await section('What the node said').getByText('rpc error: code = NotFound').waitFor();
    await section('Affected').getByText('14 pods on 9 nodes').waitFor();
    await section('Everything recorded').getByText('failed after 4 min 12 s').waitFor();
    await section('Everything recorded').getByText('Build running').waitFor();
    expect(await section('Verdicts so far').getByRole('listitem').count()).toBe(2);
    expect(await section('Verdicts so far').getByRole('listitem').first().innerText()).toContain(
      'Build failed',
    );
  });

  it('shows a patch with its signs, and the rule of the near-miss', async () => {
    const { page } = await stage.visit('/incidents/inc_02spelled');
    const patch = page.getByRole('group', { name: 'Change to the manifest' });
    await patch.getByText('+          image: ghcr.io/acme/checkout:1.4.2').waitFor();
    await page.getByText('Rule: v prefix').waitFor();
    await page.getByText('Asks for v1.4.2', { exact: true }).waitFor();
  });

  it('shows counter-evidence, alternatives and the feed that is missing', async () => {
    const { page } = await stage.visit('/incidents/inc_04platform');
    await page.getByText('Speaks against it').waitFor();
    await page.getByText('0.8.4 had linux/arm64 too').waitFor();
    await page.getByRole('region', { name: 'It could also be' }).getByText('Platform build failed').waitFor();
    await page.goto(`${new URL(page.url()).origin}/incidents/inc_07unknown`);
    await page.getByText('Pushes not covered, quay').waitFor();
  });

  it('follows a verdict that changes while it is read', async () => {
    const world = usualWorld();
    const { page } = await stage.visit(BUILD_FAILED, world);
    await page.getByText('Open for 16 min').waitFor();
    const over = { ...buildFailed, state: 'resolved' as const, resolvedAt: '2026-11-22T12:00:02.000Z' };
    world.incidents = [over];
    await page.clock.runFor(6000);
    await page.getByText('Resolved at 12:00:02').waitFor();
    await page.getByText('Pulls again').waitFor();
  });

  it('shows a thousand workloads as a number first', async () => {
    const { page } = await stage.visit('/incidents/inc_06rate');
    const affected = page.getByRole('region', { name: 'Affected' });
    await affected.getByText('1,240 pods on 41 nodes').waitFor();
    expect(await affected.getByRole('listitem').count()).toBe(8);
    await affected.getByRole('button', { name: 'Show all 14 workloads' }).click();
    expect(await affected.getByRole('listitem').count()).toBe(14);
  });

  it('says that there is no such incident', async () => {
    const { page } = await stage.visit('/incidents/inc_nobody');
    await page.getByRole('heading', { name: 'Nothing here by that name' }).waitFor();
  });

  it('is printed in light colours without what only a screen needs', async () => {
    const { page } = await stage.visit(BUILD_FAILED, usualWorld(), { colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.querySelector("section")).backgroundColor');
    await page.getByText('Open for 16 min').waitFor();
    expect(await ground()).toBe('rgb(23, 27, 32)');
    await page.emulateMedia({ media: 'print' });
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect(await page.getByRole('search').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Copy the command' }).first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await ground()).toBe('rgb(23, 27, 32)');
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page } = await stage.visit(BUILD_FAILED, usualWorld(), { viewport: PHONE, isMobile: true });
    await page.getByText('Open for 16 min').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  });
});
