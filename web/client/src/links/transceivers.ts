import type { TrackKind, TrackSource } from '../wire.generated';
import { applyEncodings, type EncoderTarget, encodingFor } from './encoding';
import type { LocalPublication } from './local-publication';
import type { SentSection } from './media-link';

/**
 * The media sections of one peer connection. A section carries a publication of ours one way and one of theirs the
 * other; which ones is told beside each description (mid to publication). Sections are never stopped or reordered: a
 * free one is taken again, so a call of any length keeps a short SDP.
 */
export class Transceivers {
  private readonly sending = new Map<RTCRtpTransceiver, LocalPublication>();
  /** Sections that have just fallen silent, with what they sent and how often `tidy` has seen them so. */
  private readonly silent = new Map<RTCRtpTransceiver, { readonly publication: LocalPublication; seen: number }>();
  private readonly targets = new Map<string, EncoderTarget>();
  /** Sections of a stream are played in step: a microphone with its camera, a screen with its sound. */
  private readonly streams = new Map<string, MediaStream>();

  constructor(
    private readonly connection: RTCPeerConnection,
    private readonly firstTarget: (publication: LocalPublication) => EncoderTarget | undefined,
  ) {}

  /** Sends exactly these. Runs between negotiation steps only. */
  async send(publications: readonly LocalPublication[]): Promise<void> {
    const wanted = new Map(publications.map((publication) => [publication.id, publication]));
    for (const [transceiver, publication] of [...this.sending]) {
      const next = wanted.get(publication.id);
      wanted.delete(publication.id);
      if (next) await this.keep(transceiver, next);
      else await this.release(transceiver);
    }
    for (const publication of wanted.values()) await this.start(publication);
  }

  /** Makes room for this many tracks of theirs, so that the first answer can carry them all. */
  prepareToReceive(kind: TrackKind, count: number): void {
    const present = this.usable(kind).length;
    for (let i = present; i < count; i++) this.connection.addTransceiver(kind, { direction: 'recvonly' });
  }

  /**
   * After our offer lost a glare: sections that we offered only to receive on are not needed any more, since theirs
   * have come. Without a mid they were never negotiated and vanish without a trace.
   */
  dropUnused(): void {
    for (const transceiver of this.connection.getTransceivers()) {
      if (transceiver.mid === null && !this.sending.has(transceiver)) transceiver.stop();
    }
  }

  /** What is meant to be on which section; complete after a local description was set. */
  map(): Record<string, string> {
    const silent = [...this.silent].map(([transceiver, { publication }]) => [transceiver, publication] as const);
    const entries = [...silent, ...this.sending].flatMap(([{ mid }, { id }]) =>
      mid === null ? [] : [[mid, id] as const],
    );
    return Object.fromEntries(entries);
  }

  /** Gives sections free that have been silent since the last call. */
  tidy(): void {
    for (const [transceiver, silent] of [...this.silent]) {
      if (silent.seen++ === 0) continue;
      this.silent.delete(transceiver);
      transceiver.direction = 'recvonly';
    }
  }

  midsOf(source: TrackSource): ReadonlySet<string> {
    const mids = [...this.sending].flatMap(([{ mid }, publication]) =>
      mid !== null && publication.source === source ? [mid] : [],
    );
    return new Set(mids);
  }

  /** Their publications by id, as the map beside their description names them. */
  received(map: Readonly<Record<string, string>>): Map<string, MediaStreamTrack> {
    const tracks = new Map<string, MediaStreamTrack>();
    for (const { mid, receiver } of this.connection.getTransceivers()) {
      const publication = mid === null ? undefined : map[mid];
      if (publication !== undefined) tracks.set(publication, receiver.track);
    }
    return tracks;
  }

  /** The sections of our publications, for the reader of statistics. */
  get sections(): readonly SentSection[] {
    return [...this.sending].map(([{ mid, sender }, publication]) => ({ mid, sender, publication }));
  }

  async setTarget(publication: string, target: EncoderTarget): Promise<void> {
    this.targets.set(publication, target);
    for (const [transceiver, { id }] of this.sending) {
      if (id === publication) await this.applyTarget(transceiver);
    }
  }

  /** Senders can take parameters only after a negotiation, and lose them in some browsers in the next. */
  async applyTargets(): Promise<void> {
    for (const transceiver of this.sending.keys()) await this.applyTarget(transceiver);
  }

  private async applyTarget(transceiver: RTCRtpTransceiver): Promise<void> {
    const publication = this.sending.get(transceiver);
    if (!publication) return;
    await applyEncodings(transceiver.sender, [encodingFor(publication.source, this.targets.get(publication.id))]);
  }

  private async keep(transceiver: RTCRtpTransceiver, publication: LocalPublication): Promise<void> {
    this.sending.set(transceiver, publication);
    if (transceiver.sender.track !== publication.track) await transceiver.sender.replaceTrack(publication.track);
  }

  /** Falls silent at once, but negotiates that later: when a call moves, a moment later the whole link is gone. */
  private async release(transceiver: RTCRtpTransceiver): Promise<void> {
    const publication = this.sending.get(transceiver);
    this.sending.delete(transceiver);
    if (publication) this.silent.set(transceiver, { publication, seen: 0 });
    await transceiver.sender.replaceTrack(null);
  }

  private async start(publication: LocalPublication): Promise<void> {
    const [own] = [...this.silent].find(([, silent]) => silent.publication.id === publication.id) ?? [];
    if (own) {
      this.silent.delete(own);
      return this.keep(own, publication);
    }
    const free = this.usable(publication.kind).find((one) => !this.sending.has(one) && !this.silent.has(one));
    const stream = this.streamFor(publication.source);
    const target = this.firstTarget(publication);
    if (target) this.targets.set(publication.id, target);
    if (!free) {
      const transceiver = this.connection.addTransceiver(publication.track ?? publication.kind, {
        direction: 'sendrecv',
        streams: [stream],
        sendEncodings: [encodingFor(publication.source, target)],
      });
      preferRedundantAudio(transceiver, publication.kind);
      this.sending.set(transceiver, publication);
      return;
    }
    free.direction = 'sendrecv';
    free.sender.setStreams?.(stream);
    preferRedundantAudio(free, publication.kind);
    this.sending.set(free, publication);
    await free.sender.replaceTrack(publication.track);
  }

  private usable(kind: TrackKind): RTCRtpTransceiver[] {
    return this.connection
      .getTransceivers()
      .filter((transceiver) => transceiver.direction !== 'stopped' && transceiver.receiver.track.kind === kind);
  }

  private streamFor(source: TrackSource): MediaStream {
    const group = source === 'screen' || source === 'screenAudio' ? 'screen' : 'person';
    const stream = this.streams.get(group) ?? new MediaStream();
    this.streams.set(group, stream);
    return stream;
  }
}

/** RED (RFC 2198) repeats the last frame of speech in each packet: single losses are not heard. Where it exists. */
function preferRedundantAudio(transceiver: RTCRtpTransceiver, kind: TrackKind): void {
  if (kind !== 'audio') return;
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const red = codecs.filter((codec) => codec.mimeType.toLowerCase() === 'audio/red');
  if (red.length === 0) return;
  transceiver.setCodecPreferences([...red, ...codecs.filter((codec) => !red.includes(codec))]);
}
