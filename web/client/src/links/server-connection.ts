import type { MediaAnswer, MediaOffer, SlotsMessage, VideoCodec } from '../wire.generated';
import { encodableCodecs } from './codecs';
import type { MediaLink, SentSection } from './media-link';
import { withOpusParameters, withStartBitrate } from './sdp';
import { type ServerPublication, ServerSections, type SlotCounts } from './server-sections';

export interface ServerConnectionHandler {
  /** Puts an offer to the server. */
  negotiate(offer: MediaOffer): Promise<MediaAnswer>;
  /** What arrives, or the connection's state, changed. */
  changed(): void;
  /** A negotiation failed; this connection is of no more use. */
  failed(error: unknown): void;
}

type Slots = Pick<SlotsMessage, 'connection' | 'bound'>;

/** Above what a cautious mesh would begin with: the path to a server is mostly a good one. */
const START_KILOBITS = 1_000;
/** Receivers go over to another codec at its first key frame, which is there by then. */
const CODEC_CHANGE_MS = 2_000;

/**
 * One RTCPeerConnection with the server: we offer, the server answers, every step in one queue. Lives as long as its
 * connection; whoever owns it makes another one.
 */
export class ServerConnection implements MediaLink {
  private readonly sections: ServerSections;
  private queue: Promise<void> = Promise.resolve();
  private closed = false;
  private name: string | null = null;
  private negotiationNeeded = false;
  private restartNeeded = false;
  /** Since when pictures are sent in two codecs. */
  private changingSince: number | null = null;
  /** The newest word on what the slots carry; it may be faster than the answer that names the connection. */
  private slots: Slots | null = null;
  private received: ReadonlyMap<string, MediaStreamTrack> = new Map();

  constructor(
    readonly connection: RTCPeerConnection,
    private readonly handler: ServerConnectionHandler,
  ) {
    this.sections = new ServerSections(connection);
    connection.onconnectionstatechange = () => this.handler.changed();
  }

  get tracks(): ReadonlyMap<string, MediaStreamTrack> {
    return this.received;
  }

  get sent(): readonly SentSection[] {
    return this.sections.sent;
  }

  /** The server's name for this connection; null before it answered. */
  get id(): string | null {
    return this.name;
  }

  sectionOf(track: MediaStreamTrack): RTCRtpTransceiver | undefined {
    return this.sections.slotOf(track);
  }

  /** Makes the first offer, to be sent by other means; `accept` takes the answer, and nothing else is negotiated before. */
  async prepare(publications: readonly ServerPublication[], slots: SlotCounts): Promise<MediaOffer> {
    this.sections.publish(publications);
    this.sections.receive(slots);
    await this.connection.setLocalDescription();
    return this.offer();
  }

  accept(answer: MediaAnswer): void {
    this.enqueue(() => this.apply(answer));
  }

  /** Sends exactly these, and has room for so much; negotiates if that takes it. */
  update(publications: readonly ServerPublication[], slots: SlotCounts): void {
    const told = this.sections.publish(publications);
    const grown = this.sections.receive(slots);
    if (told || grown) this.renegotiate();
    else void this.sections.applyEncodings();
  }

  /** What the server wants pictures in; the next `update` acts on it. */
  setCodec(codec: VideoCodec): void {
    this.sections.setCodec(codec);
  }

  /** Now and then: gives up what was left for another codec, once the other has been sent for a while. */
  tick(now: number): void {
    if (!this.sections.isChangingCodec || this.connection.connectionState !== 'connected') this.changingSince = null;
    else this.changingSince ??= now;
    if (this.changingSince === null || now - this.changingSince < CODEC_CHANGE_MS) return;
    this.sections.finishChange();
    this.renegotiate();
  }

  setLayersWanted(wanted: ReadonlyMap<string, readonly number[]>): void {
    this.sections.setLayersWanted(wanted);
    void this.sections.applyEncodings();
  }

  /** The server says what it sends on which slot. */
  bind(slots: Slots): void {
    this.slots = slots;
    this.rebind();
  }

  restartIce(): void {
    this.restartNeeded = true;
    this.renegotiate();
  }

  close(): void {
    this.closed = true;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
    this.received = new Map();
  }

  private renegotiate(): void {
    this.negotiationNeeded = true;
    this.enqueue(() => this.negotiate());
  }

  private async negotiate(): Promise<void> {
    if (!this.negotiationNeeded) return;
    this.negotiationNeeded = false;
    if (this.restartNeeded) this.connection.restartIce();
    this.restartNeeded = false;
    await this.connection.setLocalDescription();
    await this.apply(await this.handler.negotiate(this.offer()));
  }

  private async apply({ connection, sdp }: MediaAnswer): Promise<void> {
    if (this.closed) return;
    const ours = withStartBitrate(withOpusParameters(sdp, this.sections.stereoMids()), START_KILOBITS);
    await this.connection.setRemoteDescription({ type: 'answer', sdp: ours });
    if (this.closed) return;
    this.name = connection;
    this.rebind();
    this.handler.changed();
    await this.sections.applyEncodings();
  }

  private rebind(): void {
    if (this.slots === null || this.slots.connection !== this.name) return;
    const tracks = new Map<string, MediaStreamTrack>();
    for (const [mid, publication] of Object.entries(this.slots.bound)) {
      const slot = this.sections.slot(mid);
      if (slot) tracks.set(publication, slot.receiver.track);
    }
    this.received = tracks;
    this.handler.changed();
  }

  private enqueue(step: () => Promise<void>): void {
    this.queue = this.queue.then(async () => {
      if (this.closed) return;
      try {
        await step();
      } catch (error) {
        if (!this.closed) this.handler.failed(error);
      }
    });
  }

  private offer(): MediaOffer {
    return {
      sdp: this.connection.localDescription?.sdp ?? '',
      tracks: this.sections.map(),
      encodes: encodableCodecs(),
      layers: this.sections.scalable(),
      ...(this.name === null ? {} : { connection: this.name }),
    };
  }
}
