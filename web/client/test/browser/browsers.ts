import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { createServer, type ViteDevServer } from 'vite';

const CHROMIUM_FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
  ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
];

const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.autoplay.default': 0,
};

export type BrowserName = 'chromium' | 'firefox';

/** Serves the page under test from the sources and opens it in real browsers. */
export class BrowserLab {
  private readonly browsers: Browser[] = [];
  private readonly folders: string[] = [];
  private constructor(
    private readonly server: ViteDevServer,
    readonly url: string,
  ) {}

  static async start(): Promise<BrowserLab> {
    const root = new URL('../..', import.meta.url).pathname;
    const server = await createServer({
      root,
      configFile: false,
      logLevel: 'error',
      server: { port: 0, host: '127.0.0.1' },
    });
    await server.listen();
    return new BrowserLab(server, `${server.resolvedUrls?.local[0] ?? ''}test/browser/page.html`);
  }

  async open(name: BrowserName): Promise<Page> {
    const userDataDir = await mkdtemp(join(tmpdir(), 'plenum-'));
    this.folders.push(userDataDir);
    const browser = await (name === 'chromium'
      ? puppeteer.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS, userDataDir })
      : puppeteer.launch({
          ...{ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', userDataDir },
          extraPrefsFirefox: FIREFOX_PREFERENCES,
        }));
    this.browsers.push(browser);
    const page = await browser.newPage();
    page.on('pageerror', (error) => process.stderr.write(`page: ${error}\n`));
    page.setDefaultTimeout(20_000);
    await this.load(page);
    return page;
  }

  /** A fresh page: no calls, no devices. */
  async load(page: Page): Promise<void> {
    await page.goto(this.url);
    await page.waitForFunction(() => window.lab !== undefined);
  }

  async stop(): Promise<void> {
    await Promise.all(this.browsers.map((browser) => browser.close()));
    await this.server.close();
    for (const folder of this.folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
