import type { LocalPublication } from '../links/local-publication';
import { MeshLinks } from '../links/mesh-links';
import { ServerLink } from '../links/server-link';
import type { ServerPublication } from '../links/server-sections';
import { directLinks, edgesToUs, serverPlan, standbyTurn } from '../room/plan';
import { participantOf, publicationOf, type RoomState } from '../room/state';
import type { Reply, RequestBody } from '../signaling/request-queue';
import type { MediaMessage } from '../signaling/session';
import { firstTargetFor } from '../stats/encoder-control';
import { UPLINK_BUDGET } from '../stats/mesh-budget';
import type { CallStats } from '../stats/types';
import { type Source, Subscriptions } from '../subscriptions/subscriptions';
import type { EdgeInfo, MediaAnswer, MediaOffer, ShedKind, SignalData, Viewport } from '../wire.generated';
import { randomName } from './page';
import type { LinkStatus, LinkView } from './types';
import { ViewportReports } from './viewport-reports';

export interface ConnectionsOptions {
  readonly iceServers: () => RTCIceServer[];
  readonly request: (body: RequestBody) => Promise<Reply>;
  /** How a publication is shown here; null if nobody knows. */
  readonly viewportOf: (publication: string) => Viewport | null;
  /** Media came or went, or a link changed. */
  readonly changed: () => void;
}

/** A join waits no longer than this for its offer: without one, the server's media costs one more round trip. */
const OFFER_PATIENCE_MS = 100;
/** Sizes change with every frame of an animation; the server needs only where they end. */
const VIEWPORTS_DELAY_MS = 120;
/** While a publication goes both ways, each way gets half. */
const MOVING_SHARE = 0.5;

/** All links of a call, direct ones and the server's, brought to what the plan says. */
export class Connections {
  private readonly server: ServerLink;
  private readonly subscriptions: Subscriptions;
  private readonly viewports: ViewportReports;
  private mesh: MeshLinks | null = null;
  private room: RoomState | null = null;
  private up = false;
  private told: ShedKind = 'nothing';
  private speaking: string | null = null;
  private viewportsTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ConnectionsOptions) {
    const now = () => performance.now();
    this.server = new ServerLink({
      now,
      createConnection: () => this.createConnection(),
      negotiate: (offer) => this.negotiate(offer),
      changed: () => this.changed(),
    });
    const { viewportOf } = options;
    this.viewports = new ViewportReports({ viewportOf, send: (body) => this.tell(body) });
    this.subscriptions = new Subscriptions({
      now,
      sourceOf: (edge) => this.sourceOf(edge),
      isHidden: (publication) => viewportOf(publication)?.visible === false,
      report: ({ edge, state }) => this.tell({ type: 'edgeState', edge, state }),
    });
  }

  /** An offer to go along with the join; null if it cannot be had in a moment. Never rejects. */
  async offer(publications: readonly LocalPublication[]): Promise<MediaOffer | null> {
    const prepared = this.server.prepare(
      publications.map((one) => ({ ...one, forwarded: true, budget: UPLINK_BUDGET })),
    );
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), OFFER_PATIENCE_MS));
    return Promise.race([prepared, late]).catch(() => null);
  }

  /** We are somebody new to the others: direct links are with who we are, and start afresh. */
  enter(self: string, answer: MediaAnswer | undefined): void {
    this.mesh?.close();
    this.told = 'nothing';
    this.server.enter(answer);
    this.mesh = new MeshLinks({
      self,
      createConnection: () => this.createConnection(),
      createInstance: randomName,
      firstTarget: (publication) => firstTargetFor(publication, this.directCount, this.meshBudget),
      now: () => performance.now(),
      send: (to, data) => this.tell({ type: 'signal', to, data }),
      changed: () => this.changed(),
    });
  }

  get entered(): boolean {
    return this.mesh !== null;
  }

  /** `up`: whether requests reach the server now. */
  update(room: RoomState, publications: ReadonlyMap<string, LocalPublication>, up: boolean): void {
    this.room = room;
    this.up = up;
    const plan = serverPlan(room);
    const direct = directLinks(room);
    this.mesh?.update({
      plan: direct,
      publications,
      kindOf: (publication) => publicationOf(room, publication)?.kind,
    });
    const isMoving = direct.size > 0 && plan.send.size > 0;
    const budget = UPLINK_BUDGET * (isMoving ? MOVING_SHARE : 1);
    // What the server has not heard of cannot be named to it.
    const published = [...publications.values()].filter(({ id }) => publicationOf(room, id) !== undefined);
    this.server.update({
      publications: published.map((one): ServerPublication => ({ ...one, forwarded: plan.send.has(one.id), budget })),
      receive: plan.receive,
      standby: standbyTurn(room),
    });
    this.subscriptions.update(room, up);
    this.tellViewports();
  }

  receiveSignal(from: string, data: SignalData): void {
    this.mesh?.receive(from, data);
  }

  receive(message: MediaMessage): void {
    switch (message.type) {
      case 'slots':
        return this.server.bind(message);
      case 'layersWanted':
        return this.server.setLayersWanted(message);
      case 'codecWanted':
        return this.server.setCodecWanted(message);
      case 'connectionLost':
        return this.server.lost(message.connection);
      case 'load':
        this.told = message.sheds;
        return this.options.changed();
      case 'speaker':
        this.speaking = message.participant;
    }
  }

  /** The session goes on after a break. `missed`: events were lost; `restarted`: with a server that forgot us. */
  resynchronize(missed: boolean, restarted: boolean): void {
    if (missed) this.mesh?.resynchronize();
    // The server says it again, unless all is well.
    this.told = 'nothing';
    this.server.resynchronize(restarted);
    this.subscriptions.repeatReports();
    this.viewports.repeat();
  }

  setIceServers(iceServers: RTCIceServer[]): void {
    this.mesh?.setIceServers(iceServers);
    this.server.setIceServers(iceServers);
  }

  /** Once or twice a second. */
  tick(up: boolean): void {
    this.up = up;
    const { room } = this;
    this.mesh?.tick((participant) => up && room !== null && participantOf(room, participant)?.connected === true);
    this.server.tick(up);
    this.tellViewports();
    this.changed();
  }

  /** Once a second, with what the links carried in the last one. */
  observe({ links }: CallStats): void {
    const { room } = this;
    const server = links.find(({ participant }) => participant === null);
    if (!room || !server) return;
    const flows = server.tracks.some(({ direction, bitrate }) => direction === 'receive' && bitrate > 0);
    const expected = [...edgesToUs(room).values()].flat().some((edge) => this.isExpected(room, edge));
    this.server.observe(flows, expected);
  }

  /** Ten times a second: looks whether awaited media has come. */
  async look(): Promise<void> {
    if (!this.subscriptions.open) return;
    await this.subscriptions.read();
    this.changed();
  }

  /** Tiles changed: the server hears of it when they have settled. */
  tilesChanged(): void {
    this.viewportsTimer ??= setTimeout(() => {
      this.viewportsTimer = undefined;
      this.tellViewports();
      this.changed();
    }, VIEWPORTS_DELAY_MS);
  }

  get media(): ReadonlyMap<string, MediaStreamTrack> {
    return this.subscriptions.media;
  }

  get awaited(): ReadonlyMap<string, MediaStreamTrack> {
    return this.subscriptions.awaited;
  }

  get views(): readonly LinkView[] {
    const server = this.server.view;
    return [...(this.mesh?.views ?? []), ...(server ? [server] : [])];
  }

  get peers() {
    return this.mesh?.all ?? [];
  }

  get serverLink() {
    return this.server.current;
  }

  /** For all pictures over all direct links, bit/s. */
  get meshBudget(): number {
    const moving = this.room !== null && serverPlan(this.room).send.size > 0;
    return UPLINK_BUDGET * (moving ? MOVING_SHARE : 1);
  }

  private get directCount(): number {
    return this.room ? directLinks(this.room).size : 1;
  }

  /** Who speaks according to the server, which knows only those it forwards; null while others come directly. */
  get speaker(): string | null {
    return this.directCount === 0 ? this.speaking : null;
  }

  /** What the server leaves out because it has too much to do; nothing, where nothing of the others comes that way. */
  get sheds(): ShedKind {
    return this.room && serverPlan(this.room).receive.video > 0 ? this.told : 'nothing';
  }

  /** Of the media with somebody, by whichever way it goes; the better one while it moves. */
  statusOf(participant: string): LinkStatus {
    const direct = this.mesh?.statusOf(participant) ?? 'none';
    if (direct === 'connected' || !this.isForwarded(participant)) return direct;
    return this.server.status;
  }

  isLive(publication: string): boolean {
    return this.subscriptions.isLive(publication);
  }

  receiverOf(publication: string): RTCRtpReceiver | undefined {
    return this.subscriptions.receiverOf(publication);
  }

  close(): void {
    clearTimeout(this.viewportsTimer);
    this.mesh?.close();
    this.mesh = null;
    this.server.close();
  }

  private changed(): void {
    if (this.room && this.mesh) this.subscriptions.update(this.room, this.up);
    this.options.changed();
  }

  private createConnection(): RTCPeerConnection {
    return new RTCPeerConnection({ iceServers: this.options.iceServers(), bundlePolicy: 'max-bundle' });
  }

  private async negotiate(offer: MediaOffer): Promise<MediaAnswer> {
    if (offer.connection === undefined) this.told = 'nothing';
    const reply = await this.options.request({ type: 'negotiate', offer });
    if (reply.type !== 'negotiated') throw new Error(`an answer was expected, and ${reply.type} came`);
    // A connection that the server has just made knows nothing of our tiles.
    if (offer.connection === undefined) this.viewports.repeat();
    return reply.answer;
  }

  private sourceOf({ publication, publisher, via }: EdgeInfo): Source {
    const peer = this.mesh?.of(publisher);
    const link = via === 'direct' ? (peer?.current ?? null) : this.server.current;
    const status = via === 'direct' ? (peer?.status ?? 'none') : this.server.status;
    const track = link?.tracks.get(publication);
    return { connected: status === 'connected', incoming: link && track ? { link, track } : null };
  }

  private isExpected(room: RoomState, { publication, publisher, via }: EdgeInfo): boolean {
    const isThere = participantOf(room, publisher)?.connected && publicationOf(room, publication)?.muted === false;
    const isHidden = this.options.viewportOf(publication)?.visible === false;
    return via === 'forward' && isThere === true && !isHidden;
  }

  private isForwarded(participant: string): boolean {
    const { room } = this;
    return (
      room?.edges.some(
        ({ via, publisher, subscriber }) => via === 'forward' && [publisher, subscriber].includes(participant),
      ) ?? false
    );
  }

  private tellViewports(): void {
    if (this.room && this.up) this.viewports.tell(this.room);
  }

  private tell(body: RequestBody): void {
    // Refused when the plan changed meanwhile or somebody left: the plan's next event tidies up.
    this.options.request(body).catch(() => undefined);
  }
}
