import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import type { Place } from './network.ts';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const firefoxPath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

export interface ChromiumOptions {
  /** Frames a second of the fake camera. */
  fps?: number;
  /** False: the browser asks for permission, and nobody answers. */
  grantPermission?: boolean;
  /** Another network than the machine's. */
  place?: Place;
  args?: string[];
}

const chromiums = new WeakSet<Browser>();

/** Debian's Chromium with a fake camera (a turning disc and a clock) and a fake microphone (beeps). */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'plenum-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: options.place?.wrap(chromiumPath) ?? chromiumPath,
    headless: true,
    // A browser in another network is spoken to by a pipe.
    pipe: options.place !== undefined,
    userDataDir: profile,
    protocolTimeout: 120_000,
    defaultViewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      // Chromium prepares its own side panels in a process for each window: none of them is looked at here.
      '--disable-features=PreloadTopChromeWebUI,PreloadTopChromeWebUILessNavigations,WebUIOmniboxPopup,InitialWebUI',
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      `--use-fake-device-for-media-stream=device-count=11,fps=${options.fps ?? 20}`,
      ...(options.grantPermission === false ? [] : ['--use-fake-ui-for-media-stream']),
      '--auto-select-desktop-capture-source=Entire screen',
      ...(options.args ?? []),
    ],
  });
  // Chromium's helpers write a little longer than the browser lives; what cannot be removed is the system's to tidy up.
  browser.once('disconnected', () => {
    rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(() => undefined);
  });
  chromiums.add(browser);
  return browser;
}

export const isChromium = (browser: Browser): boolean => chromiums.has(browser);

/** Debian's Firefox over WebDriver BiDi, with its own fake devices. */
export async function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: firefoxPath,
    headless: true,
    protocolTimeout: 120_000,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
    },
  });
}
