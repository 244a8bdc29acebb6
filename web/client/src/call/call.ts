import { Emitter } from '../emitter';
import { PlenumError } from '../errors';
import { createLocalMedia } from '../media/local-media';
import type { LocalMedia } from '../media/types';
import { type Observable, Store } from '../observable';
import {
  afterRestart,
  emptyRoom,
  fromSnapshot,
  participantOf,
  publicationOf,
  type RoomState,
  reduce,
  withoutLate,
} from '../room/state';
import type { Reply, RequestBody } from '../signaling/request-queue';
import type { SignalingSession, Welcome } from '../signaling/session';
import { Sparing } from '../sparing';
import { StatsMonitor } from '../stats/stats-monitor';
import { NO_STRAIN, StrainDetector } from '../stats/strain';
import type { CallStats } from '../stats/types';
import type { LocalTrack, RemoteTrack } from '../tracks/types';
import type {
  LeaveReason,
  MediaOffer,
  ParticipantInfo,
  PublicationInfo,
  PublicationSpec,
  RoomEvent,
  TrackSource,
} from '../wire.generated';
import { changesBetween } from './changes';
import { Connections } from './connections';
import { hostActions } from './host-actions';
import { IceCredentials } from './ice-credentials';
import { every, onPageHide } from './page';
import { Publisher } from './publisher';
import { RemoteTracks } from './remote-tracks';
import type { Call, CallEnd, CallEvents, CallState, CallStatus, ConnectOptions, HostActions, LinkView } from './types';
import { type Facts, viewOf } from './view';
import { Voices } from './voices';

/** No divisor of common periods: a sound that repeats twice a second must not fall between readings each time. */
const VOICE_MS = 70;
const LINKS_MS = 500;
const ARRIVALS_MS = 100;
const STATS_MS = 1_000;

/** Puts the modules together: session and devices in, links and state out. Decides nothing of its own. */
export class CallImpl extends Emitter<CallEvents> implements Call {
  readonly media: LocalMedia;
  readonly host: HostActions;
  private readonly store: Store<CallState>;
  private readonly monitor = new StatsMonitor();
  private readonly publisher: Publisher;
  private readonly remote: RemoteTracks;
  private readonly voices: Voices;
  private readonly connections: Connections;
  private readonly listening = new Sparing(() => performance.now());
  private readonly strain = new StrainDetector();
  private toldStrain = NO_STRAIN;
  private readonly ownsMedia: boolean;
  private readonly cleanups: (() => void)[] = [];
  private session: SignalingSession | null = null;
  private room: RoomState = emptyRoom('');
  private status: CallStatus = 'waiting';
  private end: CallEnd | null = null;
  private readonly ice = new IceCredentials((iceServers) => this.connections.setIceServers(iceServers));
  private readonly leaveReasons = new Map<string, LeaveReason>();

  constructor(options: ConnectOptions) {
    super();
    this.ownsMedia = options.media === undefined;
    this.media = options.media ?? createLocalMedia();
    this.voices = new Voices(this.media);
    this.remote = new RemoteTracks(
      options.playAudio ?? true,
      () => this.refresh(),
      () => this.connections.tilesChanged(),
    );
    this.connections = new Connections({
      iceServers: () => this.ice.servers,
      request: (body) => this.ask(body),
      viewportOf: (publication) => this.remote.viewports.of(publication),
      changed: () => this.refresh(),
    });
    this.publisher = new Publisher({
      media: this.media,
      request: (body) => this.request(body),
      applied: (event) => this.apply(event),
      refused: (source, error) => {
        this.media.release(source);
        this.emit('publishRefused', { source, error });
      },
    });
    this.host = hostActions((body) => this.request(body));
    this.store = new Store(viewOf(null, this.room, this.facts()));
  }

  readonly getSnapshot = (): CallState => this.store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  get state(): CallState {
    return this.store.getSnapshot();
  }

  get stats(): Observable<CallStats> {
    return this.monitor.stats;
  }

  get links(): readonly LinkView[] {
    return this.connections.views;
  }

  /** What goes along with a join or a resume. */
  publications(): readonly PublicationSpec[] {
    return this.publisher.wanted();
  }

  /** A connection to the server's SFU, to go along with a join. */
  offer(): Promise<MediaOffer | null> {
    return this.connections.offer([...this.publisher.tracks('').values()]);
  }

  /** Takes up a session that has not started yet. */
  run(session: SignalingSession): void {
    this.session = session;
    session.on('welcome', (welcome) => this.welcome(welcome));
    session.on('waiting', (message) => {
      this.room = emptyRoom(message.participant);
      this.ice.set(message.session.iceServers);
      this.setStatus('waiting');
    });
    session.on('resumed', (message) => {
      this.ice.set(message.session.iceServers);
      this.connections.resynchronize(false, false);
      this.setStatus(this.room.room === null ? 'waiting' : 'connected');
      this.sync();
    });
    session.on('event', (event) => this.receive(event));
    session.on('media', (message) => this.connections.receive(message));
    session.on('lost', () => this.setStatus('reconnecting'));
    session.on('ended', (end) => this.finish(end));
    this.cleanups.push(
      this.media.subscribe(() => this.sync()),
      this.remote.playback.blocked.subscribe(() => this.refresh()),
      every(VOICE_MS, () => this.tickVoices()),
      every(LINKS_MS, () => this.tickLinks()),
      every(ARRIVALS_MS, () => void this.connections.look()),
      every(STATS_MS, () => this.tickStats()),
      onPageHide(() => session.leave()),
    );
    session.start();
  }

  audioLevel(participant: string): number {
    return this.voices.level(participant);
  }

  setSpeaker(deviceId: string | null): Promise<void> {
    return this.remote.output.setSpeaker(deviceId);
  }

  resumePlayback(): Promise<void> {
    return this.remote.playback.resume();
  }

  sendChat(text: string): Promise<void> {
    return this.request({ type: 'chat', text }, false);
  }

  raiseHand(raised: boolean): Promise<void> {
    return this.request({ type: 'raiseHand', raised });
  }

  react(emoji: string): Promise<void> {
    return this.request({ type: 'react', emoji }, false);
  }

  rename(name: string): Promise<void> {
    return this.request({ type: 'rename', name });
  }

  setMetadata(metadata: string): Promise<void> {
    return this.request({ type: 'setMetadata', metadata });
  }

  async leave(): Promise<void> {
    this.session?.leave();
  }

  private async request(body: RequestBody, repeatable = true): Promise<void> {
    await this.session?.request(body, repeatable);
  }

  private ask(body: RequestBody): Promise<Reply> {
    return this.session?.request(body) ?? Promise.reject(new PlenumError('ended', 'The call is over.'));
  }

  private welcome({ message, serverRestarted, newcomer }: Welcome): void {
    const { participant, snapshot, session } = message;
    if (!this.connections.entered || participant !== this.room.self) {
      this.connections.enter(participant, message.answer);
    }
    this.toldStrain = NO_STRAIN;
    const giveUpAt = performance.now() + session.graceMs;
    this.room = serverRestarted
      ? afterRestart({ ...this.room, self: participant }, snapshot, giveUpAt)
      : fromSnapshot(participant, snapshot);
    this.ice.set(session.iceServers);
    this.status = 'connected';
    this.sync();
    if (!newcomer) this.connections.resynchronize(true, serverRestarted);
  }

  private receive(event: RoomEvent): void {
    switch (event.type) {
      case 'signaled':
        return this.connections.receiveSignal(event.from, event.data);
      case 'reacted':
        return this.withParticipant(event.participant, (participant) =>
          this.emit('reaction', { participant, emoji: event.emoji }),
        );
      case 'unmuteRequested':
        return this.emit('unmuteRequested', { source: event.source, by: this.find(event.by) });
      case 'participantLeft':
        this.leaveReasons.set(event.participant, event.reason);
        break;
      case 'admitted':
        this.connections.enter(this.room.self, undefined);
        this.status = 'connected';
        break;
      case 'publicationUpdated':
        this.obeyHost(event.participant, event.publication, event.by);
        break;
    }
    this.apply(event);
    this.leaveReasons.clear();
  }

  private apply(event: RoomEvent): void {
    this.room = reduce(this.room, event);
    this.sync();
  }

  /** A host muted a track of ours: the device obeys before anything else can be said. */
  private obeyHost(participant: string, publication: PublicationInfo, by: string | undefined): void {
    if (participant !== this.room.self || by === undefined || !publication.muted) return;
    this.mute(publication.source);
    if (by !== this.room.self) this.emit('mutedByHost', { source: publication.source, by: this.find(by) });
  }

  private mute(source: TrackSource): void {
    // Muting only closes or silences; it cannot fail in a way that anybody could act upon.
    if (source === 'microphone') void this.media.setMicrophoneEnabled(false);
    else if (source === 'camera') void this.media.setCameraEnabled(false);
    else this.media.stopScreenShare();
  }

  /** Brings tracks, links and publications to what room and devices say now. */
  private sync(): void {
    if (this.end) return;
    this.remote.update(this.room);
    if (this.connections.entered) {
      const up = this.session?.connected ?? false;
      this.connections.update(this.room, this.publisher.tracks(this.room.self), up);
    }
    const own = participantOf(this.room, this.room.self);
    if (own && this.session?.connected) this.publisher.reconcile(this.room.self, own.publications);
    this.refresh();
  }

  private refresh(): void {
    if (this.end) return;
    this.remote.connect(this.connections.media, this.connections.awaited);
    this.publish();
  }

  /** Shows the application what there is now. */
  private publish(): void {
    const before = this.store.getSnapshot();
    const now = viewOf(before, this.room, this.facts());
    this.store.set(now);
    const reasonOf = (id: string) => this.leaveReasons.get(id) ?? 'timedOut';
    for (const [name, payload] of changesBetween(before, now, reasonOf)) this.emit(name, payload as never);
  }

  private facts(): Facts {
    return {
      status: this.status,
      end: this.end,
      activeSpeaker: this.activeSpeaker,
      playbackBlocked: this.remote.playback.blocked.getSnapshot(),
      sheds: this.connections.sheds,
      trackOf: (publication) => this.trackOf(publication),
      isLive: (publication) => this.isLive(publication),
      linkOf: (participant) => this.connections.statusOf(participant),
      qualityOf: (participant) => this.qualityOf(participant),
      isSpeaking: (participant) => this.voices.isSpeaking(participant),
    };
  }

  private trackOf(publication: string): LocalTrack | RemoteTrack | undefined {
    const info = publicationOf(this.room, publication);
    const isOwn = info !== undefined && publication.startsWith(`${this.room.self}.`);
    if (!isOwn) return this.remote.get(publication);
    return this.media.getSnapshot()[info.source].track ?? undefined;
  }

  private isLive(publication: string): boolean {
    const remote = this.remote.get(publication);
    if (!remote) return true;
    return remote.live && this.connections.isLive(publication);
  }

  private qualityOf({ id }: ParticipantInfo) {
    if (id === this.room.self) return this.monitor.overall;
    return this.monitor.qualityOf(id, this.connections.statusOf(id));
  }

  /** The server knows better where not everybody is heard here; nobody is shown themselves. */
  private get activeSpeaker(): string | null {
    const { speaker } = this.connections;
    return speaker !== null && speaker !== this.room.self ? speaker : this.voices.activeSpeaker;
  }

  private find(id: string) {
    return this.state.participants.find((participant) => participant.id === id) ?? null;
  }

  private withParticipant(id: string, use: (participant: CallState['participants'][number]) => void): void {
    const participant = this.find(id);
    if (participant) use(participant);
  }

  private tickVoices(): void {
    const receiverOf = (publication: string) => this.connections.receiverOf(publication);
    let changed = false;
    this.listening.run(() => {
      changed = this.voices.update(this.room, receiverOf, performance.now());
    });
    if (changed) this.refresh();
  }

  private tickLinks(): void {
    const room = withoutLate(this.room, performance.now());
    if (room !== this.room) {
      this.room = room;
      this.sync();
    }
    if (this.connections.entered) this.connections.tick(this.session?.connected ?? false);
    if (this.session) this.ice.renew(this.session);
  }

  private async tickStats(): Promise<void> {
    const { peers, serverLink, meshBudget } = this.connections;
    await this.monitor.read({
      now: performance.now(),
      self: this.room.self,
      budget: meshBudget,
      peers,
      server: serverLink,
      describe: (publication) => publicationOf(this.room, publication),
    });
    this.connections.observe(this.monitor.stats.getSnapshot());
    this.tellStrain(peers.length);
    this.refresh();
  }

  private tellStrain(links: number): void {
    const strain = this.strain.update(this.monitor.strain, links, performance.now());
    if (strain.uplink === this.toldStrain.uplink && strain.cpu === this.toldStrain.cpu) return;
    this.toldStrain = strain;
    this.request({ type: 'strain', ...strain }).catch(() => undefined);
  }

  private setStatus(status: CallStatus): void {
    this.status = status;
    this.refresh();
  }

  private finish(end: CallEnd): void {
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.end = end;
    this.connections.close();
    this.remote.close();
    if (this.ownsMedia) this.media.close();
    this.status = 'ended';
    this.publish();
  }
}
