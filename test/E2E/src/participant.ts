import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { isChromium } from './browsers.ts';
import { installHooks } from './inPage.ts';
import { installProbe } from './probe.ts';
import { until } from './wait.ts';

export interface TileState {
  participant: string;
  self: boolean;
  frames: number;
  width: number;
}

export interface JoinOptions {
  query?: Record<string, string>;
  size?: { width: number; height: number; frameRate: number };
  /** Sound that many pages on one machine can afford: no echo cancellation, long packets. */
  cheapSound?: boolean;
  /** The window; without a GPU each pixel that changes costs the processor. */
  viewport?: { width: number; height: number };
  /** No candidate of another participant is ever of use, as behind a hostile NAT; the server's are. */
  cutOff?: boolean;
  /** Codecs of pictures (`video/VP9`) that the browser says it cannot decode. */
  lacks?: readonly string[];
  /** Sends pictures that tell their time, and watches those of the others; or a sound without pauses besides, and listens. */
  probe?: 'pictures' | 'sounds';
  /** Reaches the server's media by other ports of this machine: which for which. */
  through?: Readonly<Record<number, number>>;
  /** Sees nobody: the others' pictures are hidden, so that they cost neither network nor decoder. */
  blind?: boolean;
}

/**
 * Chromium serves all pages that use one fake camera out of ten buffers, and each page keeps one or two: seven pages
 * and the camera stands still for all. So each participant has its own. The second speaks Y16 and the third MJPEG.
 */
const ordinaryCameras = [0, 3, 4, 5, 6, 7, 8, 9, 10];
let participants = 0;

const small = { width: 320, height: 240, frameRate: 15 };

/** Somebody in a call: a page of a real browser, driven the way a person drives it. */
export class Participant {
  private output = '';

  private constructor(
    readonly name: string,
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on('console', (message) => {
      this.output = `${this.output}${message.type()}: ${message.text()}\n`.slice(-10_000);
    });
    page.on('pageerror', (error) => {
      this.output = `${this.output}uncaught: ${String(error)}\n`.slice(-10_000);
    });
  }

  /** What the page wrote to its console. */
  get console(): string {
    return this.output;
  }

  /** Opens the room's page in a context of its own and goes straight into the call. */
  static async join(
    browser: Browser,
    server: { url: string },
    room: string,
    name: string,
    options: JoinOptions = {},
  ): Promise<Participant> {
    const participant = await Participant.open(browser, server, room, name, {
      ...options,
      query: { name, join: 'now', ...options.query },
    });
    await participant.inCall();
    return participant;
  }

  /** Opens the room's page in a context of its own and stays where the page leads. */
  static async open(
    browser: Browser,
    server: { url: string },
    room: string,
    name: string,
    options: JoinOptions = {},
  ): Promise<Participant> {
    const context = await browser.createBrowserContext();
    // A page may tell cameras apart only once it may use them.
    if (isChromium(browser)) await context.overridePermissions(server.url, ['camera', 'microphone']);
    const page = await context.newPage();
    if (options.viewport) await page.setViewport(options.viewport);
    const camera = ordinaryCameras[participants++ % ordinaryCameras.length] ?? 0;
    await page.evaluateOnNewDocument(installHooks, {
      ...(options.size ?? small),
      camera,
      cheapSound: options.cheapSound ?? false,
    });
    if (options.cutOff) {
      await page.evaluateOnNewDocument(hideOthers);
    }
    if (options.lacks) await page.evaluateOnNewDocument(hideCodecs, options.lacks);
    if (options.probe) {
      // Its camera and meters are workers from the test's own text.
      await page.setBypassCSP(true);
      await page.evaluateOnNewDocument(installProbe, options.size ?? small, options.probe === 'sounds');
    }
    if (options.through) await page.evaluateOnNewDocument(reachThrough, options.through);
    if (options.blind) await page.evaluateOnNewDocument(hidePictures);
    const participant = new Participant(name, page, context);
    const query = new URLSearchParams(options.query);
    await page.goto(`${server.url}/r/${room}?${query}`, { waitUntil: 'domcontentloaded' });
    return participant;
  }

  async inCall(): Promise<void> {
    await this.page.waitForSelector('[data-testid="leave"]', { timeout: 60_000 });
  }

  async click(testId: string): Promise<void> {
    await this.page.waitForSelector(`[data-testid="${testId}"]`);
    await this.page.$eval(`[data-testid="${testId}"]`, (element) => (element as HTMLElement).click());
  }

  /** Types into a field and presses Enter. */
  async enter(testId: string, text: string): Promise<void> {
    const field = await this.page.waitForSelector(`[data-testid="${testId}"]`);
    await field?.type(text);
    await field?.press('Enter');
  }

  async has(testId: string): Promise<boolean> {
    return (await this.page.$(`[data-testid="${testId}"]`)) !== null;
  }

  async text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** The tiles on the screen with the frames that each has shown. */
  async tiles(): Promise<TileState[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="tile"]')].map((tile) => {
        const video = tile.querySelector('video');
        return {
          participant: tile.dataset.participant ?? '',
          self: tile.dataset.self === 'true',
          frames: video === null ? 0 : (window.testHooks.frames.get(video) ?? 0),
          width: video?.videoWidth ?? 0,
        };
      }),
    );
  }

  /** Waits until exactly `others` remote tiles are there and each has shown `frames` more frames than now. */
  async seesMoving(others: number, frames = 10, timeoutMs = 60_000): Promise<void> {
    let start: Map<string, number> | undefined;
    let last: TileState[] = [];
    try {
      await until(
        `${this.name} sees ${others} moving tiles`,
        async () => {
          const tiles = (await this.tiles()).filter((tile) => !tile.self);
          last = tiles;
          if (tiles.length !== others) {
            start = undefined;
            return false;
          }
          start ??= new Map(tiles.map((tile) => [tile.participant, tile.frames]));
          const before = start;
          return tiles.every((tile) => tile.frames >= (before.get(tile.participant) ?? 0) + frames);
        },
        timeoutMs,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${JSON.stringify(last)}`);
    }
  }

  async seesTiles(count: number, timeoutMs = 30_000): Promise<void> {
    await until(`${this.name} sees ${count} tiles`, async () => (await this.tiles()).length === count, timeoutMs);
  }

  /** One's own participant id. */
  async id(): Promise<string> {
    return this.page.evaluate(() => window.plenum.state.self);
  }

  /** Waits until the tile of somebody has shown `frames` more frames than now. */
  async seesFramesOf(participant: string, frames = 10, timeoutMs = 30_000): Promise<void> {
    const count = async () => (await this.tiles()).find((tile) => tile.participant === participant)?.frames ?? -1;
    const before = await count();
    await until(
      `${this.name} sees ${frames} new frames of ${participant} (${before} before)`,
      async () => (await count()) >= Math.max(before, 0) + frames,
      timeoutMs,
    );
  }

  /** The session ids and versions of each connection's own description: what any renegotiation changes. */
  async negotiations(): Promise<string[]> {
    return this.page.evaluate(() =>
      window.testHooks.connections
        .filter((pc) => pc.connectionState !== 'closed')
        .map((pc) => /o=\S+ \S+ \S+/.exec(pc.localDescription?.sdp ?? '')?.[0] ?? ''),
    );
  }

  /** Waits until the page shows this text. */
  async reads(text: RegExp, timeoutMs = 20_000): Promise<void> {
    let last = '';
    await until(
      `${this.name} reads ${text}`,
      async () => {
        last = await this.text();
        return text.test(last);
      },
      timeoutMs,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; the page says: ${last.slice(0, 500)}`);
    });
  }

  /** The energy of each audio track received so far, by peer connection and receiver. */
  async audioEnergies(): Promise<number[]> {
    return (await this.sounds()).map(([, energy]) => energy);
  }

  private async sounds(): Promise<[string, number][]> {
    return this.page.evaluate(async () => {
      const sounds: [string, number][] = [];
      for (const [index, connection] of window.testHooks.connections.entries()) {
        if (connection.connectionState === 'closed') continue;
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type === 'inbound-rtp' && entry.kind === 'audio')
            sounds.push([`${index}/${entry.id}`, entry.totalAudioEnergy ?? 0]);
        }
      }
      return sounds;
    });
  }

  /** Waits until as many audio tracks as there are others have each received sound, whichever connections go meanwhile. */
  async hears(others: number, timeoutMs = 30_000): Promise<void> {
    const before = new Map<string, number>();
    let now: [string, number][] = [];
    await until(
      `${this.name} hears ${others} others`,
      async () => {
        now = await this.sounds();
        const grown = now.filter(([track, energy]) => energy > (before.get(track) ?? energy));
        for (const [track, energy] of now) if (!before.has(track)) before.set(track, energy);
        return grown.length >= others;
      },
      timeoutMs,
    ).catch(async (error: Error) => {
      const details = await this.soundDetails().catch(String);
      throw new Error(`${error.message}: ${JSON.stringify({ before: [...before], now })}\n${details}`);
    });
  }

  /** What the browser knows of each sound that comes in, for the message of a failed test. */
  private async soundDetails(): Promise<string> {
    return this.page.evaluate(async () => {
      const lines: string[] = [];
      for (const connection of window.testHooks.connections) {
        if (connection.connectionState === 'closed') continue;
        for (const stat of (await connection.getStats()).values()) {
          if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') continue;
          const { id, mid, packetsReceived, packetsDiscarded, totalSamplesReceived, concealedSamples } = stat;
          const { jitterBufferEmittedCount, totalAudioEnergy, lastPacketReceivedTimestamp, ssrc } = stat;
          lines.push(
            JSON.stringify({
              ...{ id, mid, ssrc, packetsReceived, packetsDiscarded, totalSamplesReceived, concealedSamples },
              ...{ jitterBufferEmittedCount, totalAudioEnergy, lastPacketReceivedTimestamp },
            }),
          );
        }
      }
      return lines.join('\n');
    });
  }

  /** The states of the peer connections that are not closed. */
  async connectionStates(): Promise<string[]> {
    return this.page.evaluate(() =>
      window.testHooks.connections.map((pc) => pc.connectionState).filter((state) => state !== 'closed'),
    );
  }

  async isConnectedToServer(): Promise<boolean> {
    return this.page.evaluate(() =>
      window.plenum.links.some(({ participant, status }) => participant === null && status === 'connected'),
    );
  }

  /** How many peer connections have ever been answered; one that was only offered was never needed. */
  async connectionsMade(): Promise<number> {
    return this.page.evaluate(() => window.testHooks.connections.filter((pc) => pc.remoteDescription !== null).length);
  }

  /** On which ways pictures and sounds come in, by the statistics of the last second. */
  async ways(): Promise<string[]> {
    return this.page.evaluate(() =>
      window.plenum.stats
        .getSnapshot()
        .links.flatMap(({ participant, tracks }) =>
          tracks.filter(({ direction }) => direction === 'receive').map(() => (participant ? 'direct' : 'server')),
        ),
    );
  }

  /** As host: says on which ways media flows, and waits until all of it does at everybody's. */
  async moves(topology: 'mesh' | 'sfu', everybody: readonly Participant[]): Promise<void> {
    await this.page.evaluate((to) => window.plenum.host.setTopology(to), topology);
    const way = topology === 'sfu' ? 'server' : 'direct';
    const tracks = 2 * (everybody.length - 1);
    let last: string[] = [];
    for (const participant of everybody) {
      await until(
        `${participant.name} receives ${tracks} tracks by ${way}`,
        async () => {
          last = await participant.ways();
          return last.length === tracks && last.every((one) => one === way);
        },
        30_000,
      ).catch((error: Error) => {
        throw new Error(`${error.message}: ${last.join(' ')}`);
      });
    }
  }

  /** The tab's process is gone at once, without goodbye; so are all other tabs of this browser. */
  async kill(): Promise<void> {
    const session = await this.page.browser().target().createCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  }

  async close(): Promise<void> {
    await this.context.close().catch(() => undefined);
  }
}

/** In the page: finds the server, which alone is ICE-lite, at other ports. */
function reachThrough(ports: Readonly<Record<number, number>>): void {
  const apply: (description: RTCSessionDescriptionInit) => Promise<void> =
    RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (
    this: RTCPeerConnection,
    description: RTCSessionDescriptionInit,
  ) {
    const sdp = description.sdp?.replace(
      /^(a=candidate:\S+ 1 udp \d+ \S+ )(\d+)/gm,
      (line, before: string, port: string) => (ports[Number(port)] ? `${before}${ports[Number(port)]}` : line),
    );
    return apply.call(this, { type: description.type, sdp: sdp ?? '' });
  };
}

/** In the page. */
function hidePictures(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[data-testid="tile"] video { display: none !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** In the page: takes the other participants' candidates away; the server, which is ICE-lite, keeps its own. */
function hideOthers(): void {
  RTCPeerConnection.prototype.addIceCandidate = async () => undefined;
  const apply: (description: RTCSessionDescriptionInit) => Promise<void> =
    RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (
    this: RTCPeerConnection,
    description: RTCSessionDescriptionInit,
  ) {
    const isServer = description.sdp?.includes('a=ice-lite') ?? false;
    const sdp = isServer ? description.sdp : description.sdp?.replace(/^a=candidate:.*\r\n/gm, '');
    return apply.call(this, { type: description.type, sdp: sdp ?? '' });
  };
}

/** In the page: an older browser, which decodes less. */
function hideCodecs(hidden: readonly string[]): void {
  const all = RTCRtpReceiver.getCapabilities.bind(RTCRtpReceiver);
  RTCRtpReceiver.getCapabilities = (kind) => {
    const found = all(kind);
    return found && { ...found, codecs: found.codecs.filter(({ mimeType }) => !hidden.includes(mimeType)) };
  };
}
