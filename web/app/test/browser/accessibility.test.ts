import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenes } from './scenes';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
  ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
];

const windows = [
  { name: 'desktop, dark', width: 1440, height: 900, theme: 'dark', language: 'en' },
  { name: 'small phone, light, Chinese', width: 360, height: 640, theme: 'light', language: 'zh-CN' },
] as const;

let server: ViteDevServer;
let browser: Browser;
let profile: string;
let axe: string;
let origin: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const root = new URL('../..', import.meta.url).pathname;
  server = await createServer({ root, logLevel: 'error', server: { port: 0, host: '127.0.0.1', hmr: false } });
  await server.listen();
  origin = server.resolvedUrls?.local[0] ?? '';
  profile = await mkdtemp(join(tmpdir(), 'plenum-'));
  browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: flags, userDataDir: profile });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (profile) await rm(profile, { recursive: true, force: true });
});

describe.each(windows)('on a $name screen', (window) => {
  it.each(scenes)('$name can be used by everybody', async ({ query, act }) => {
    const page = await open(window, query);
    try {
      await act?.(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(false);
    } finally {
      await page.close();
    }
  });
});

async function open({ width, height, theme, language }: (typeof windows)[number], query: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  // Colours are judged when nothing fades in any more.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(
    (preferences) => localStorage.setItem('plenum.preferences', preferences),
    JSON.stringify({ theme, language }),
  );
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) throw new Error(`The page asked for ${url}`);
  });
  await page.goto(`${origin}dev.html?${query}`);
  await page.waitForSelector('#root :is(h1, [data-testid="tile"], [role="status"])');
  return page;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = (await page.evaluate(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`),
  );
}

/** Whether anything makes the page scroll sideways. */
function overflow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
