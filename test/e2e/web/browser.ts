import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { peer } from '../../support/peers.js';
import { builtPage, type Kind } from './built-page.js';
import { type Api, servePage } from './page-server.js';
import { NOW } from './story/make.js';
import { storyApi, usualWorld, type World } from './story-api.js';

const program = peer('chromium');

/** Why the browser specs of this folder do not run here; `null` when they do. */
export const NO_BROWSER = program.reason;

/** A suite's name that says whether and why it does not run. */
export function inBrowser(name: string): string {
  return NO_BROWSER === null ? name : `${name} (did not run: ${NO_BROWSER})`;
}

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A visit to the page: what the reader sees, and what went wrong in the browser meanwhile. */
export interface Visit {
  readonly page: Page;
  /** Uncaught errors and console errors, refused inline scripts among them. */
  readonly mistakes: readonly string[];
}

interface VisitOptions extends BrowserContextOptions {
  /** `story`: the clock stands where the stories are told, and a test can wind it on. */
  readonly clock?: 'story' | 'real';
}

/** A real browser, the built page, and a server with a world of its own for every visit. */
export async function startStage(kind: Kind = 'production') {
  const [browser, root] = await Promise.all([launch(), builtPage(kind)]);
  let servers: { readonly close: () => Promise<unknown> }[] = [];
  const leave = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await Promise.all(servers.map((server) => server.close()));
    servers = [];
  };
  return {
    /** Opens an address of the page in a new browser profile, before a world of stories or an API. */
    async visit(
      address: string,
      world: World | Api = usualWorld(),
      options: VisitOptions = {},
    ): Promise<Visit> {
      const server = await servePage(root, typeof world === 'function' ? world : storyApi(world));
      servers.push(server);
      return open(browser, server.address + address, options);
    },
    /** Ends the visits of one test: pages that stay open go on asking and slow down the next one. */
    leave,
    async stop() {
      await leave();
      await browser.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof startStage>>;

function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: program.path ?? '', headless: true, args: QUIET });
}

async function open(browser: Browser, address: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: WIDE,
    timezoneId: 'UTC',
    locale: 'en-GB',
    ...options,
  });
  await context.clock.install({ time: NOW });
  const page = await context.newPage();
  const mistakes: string[] = [];
  page.on('pageerror', (error) => mistakes.push(error.message));
  page.on('console', (message) => message.type() === 'error' && mistakes.push(message.text()));
  await page.goto(address);
  return { page, mistakes };
}

/** Where pictures of the page are kept for a person to look at; ignored by git. */
export function picture(name: string): string {
  return path.resolve(import.meta.dirname, '../../output/web', `${name}.png`);
}
