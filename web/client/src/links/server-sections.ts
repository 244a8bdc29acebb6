import type { TrackKind, VideoCodec } from '../wire.generated';
import { DEFAULT_CODEC, isScalable, preferReceived, preferSent } from './codecs';
import { applyEncodings, type Encoding } from './encoding';
import { offerDependencyDescriptor } from './header-extensions';
import { layerCount, layersFor, type PictureSize } from './layers';
import type { LocalPublication } from './local-publication';
import type { SentSection } from './media-link';

/** Something of ours on the connection with the server. */
export interface ServerPublication extends LocalPublication {
  /** Some edge of the plan goes this way: it is sent. Otherwise its section only waits. */
  readonly forwarded: boolean;
  /** For all its layers together, bit/s. */
  readonly budget: number;
}

export type SlotCounts = Readonly<Record<TrackKind, number>>;

interface Sending {
  readonly transceiver: RTCRtpTransceiver;
  /** What pictures are sent in. */
  readonly codec: VideoCodec;
  /** Layers that it was made with: an encoding each, or all in one. */
  readonly layers: number;
  publication: ServerPublication;
}

const KINDS: readonly TrackKind[] = ['audio', 'video'];
/** A camera of which nothing is known yet. */
const UNKNOWN_SIZE: PictureSize = { width: 640, height: 480 };

/**
 * The media sections of the connection with the server: one for each publication of ours, and slots, on which the server
 * sends what it binds to them. A section whose publication is over is taken again by the next of the same source.
 */
export class ServerSections {
  private sending: Sending[] = [];
  /** Still sent beside a section of another codec, until receivers have gone over to that. */
  private leaving: Sending[] = [];
  private free: Sending[] = [];
  private codec = DEFAULT_CODEC;
  private readonly slots: RTCRtpTransceiver[] = [];
  private wantedLayers: ReadonlyMap<string, readonly number[]> = new Map();

  constructor(private readonly connection: RTCPeerConnection) {}

  /** Has a section for exactly these. True if the server has to be told of sections or of what is on them. */
  publish(publications: readonly ServerPublication[]): boolean {
    const wanted = new Map(publications.map((publication) => [publication.cid, publication]));
    this.leaving = this.keep(this.leaving, wanted);
    this.sending = this.keep(this.sending, wanted);
    const outdated = this.sending.filter((sending) => this.isOutdated(sending));
    this.leaving.push(...outdated);
    this.sending = this.sending.filter((sending) => !outdated.includes(sending));
    const present = new Set(this.sending.map(({ publication }) => publication.cid));
    const missing = publications.filter(({ cid }) => !present.has(cid));
    for (const publication of missing) this.sending.push(this.start(publication));
    for (const { transceiver, publication } of this.all) {
      replace(transceiver.sender, publication.forwarded ? publication.track : null);
    }
    return missing.length > 0;
  }

  /** What the server wants pictures in; `publish` acts on it. */
  setCodec(codec: VideoCodec): void {
    this.codec = codec;
  }

  /** A codec was left, and both are sent. */
  get isChangingCodec(): boolean {
    return this.leaving.length > 0;
  }

  /** Sends no longer what was left; the server has to be told. */
  finishChange(): void {
    for (const over of this.leaving.splice(0)) this.release(over);
  }

  /** Has at least so many slots. True if the server has to be told. */
  receive(counts: SlotCounts): boolean {
    let grown = false;
    for (const kind of KINDS) {
      const present = this.slots.filter(({ receiver }) => receiver.track.kind === kind).length;
      for (let index = present; index < counts[kind]; index++) {
        const slot = this.connection.addTransceiver(kind, { direction: 'recvonly' });
        preferReceived(slot, kind);
        if (kind === 'video') offerDependencyDescriptor(slot);
        this.slots.push(slot);
        grown = true;
      }
    }
    return grown;
  }

  /** The server says which layers are watched. */
  setLayersWanted(wanted: ReadonlyMap<string, readonly number[]>): void {
    this.wantedLayers = wanted;
  }

  /** Brings encoders to what is wanted; what a browser does not take now it is asked again at the next call. */
  async applyEncodings(): Promise<void> {
    await Promise.all(this.all.map((sending) => applyEncodings(sending.transceiver.sender, this.encodingsOf(sending))));
  }

  /** What we send on which section; complete after a local description was set. */
  map(): Record<string, string> {
    const entries = this.all.flatMap(({ transceiver: { mid }, publication }) =>
      mid === null ? [] : [[mid, publication.cid] as const],
    );
    return Object.fromEntries(entries);
  }

  /** How many layers lie in one encoding, by section; of sections whose codec can do that. */
  scalable(): Record<string, number> {
    const entries = this.all.flatMap(({ transceiver: { mid }, publication, codec, layers }) =>
      mid !== null && publication.kind === 'video' && isScalable(codec) ? [[mid, layers] as const] : [],
    );
    return Object.fromEntries(entries);
  }

  stereoMids(): ReadonlySet<string> {
    const film = this.sending.filter(({ publication }) => publication.source === 'screenAudio');
    return new Set(film.flatMap(({ transceiver: { mid } }) => mid ?? []));
  }

  slot(mid: string): RTCRtpTransceiver | undefined {
    return this.slots.find((slot) => slot.mid === mid);
  }

  slotOf(track: MediaStreamTrack): RTCRtpTransceiver | undefined {
    return this.slots.find(({ receiver }) => receiver.track === track);
  }

  get sent(): readonly SentSection[] {
    return this.sending
      .filter(({ publication }) => publication.forwarded)
      .map(({ transceiver: { mid, sender }, publication }) => ({ mid, sender, publication }));
  }

  private get all(): readonly Sending[] {
    return [...this.leaving, ...this.sending];
  }

  private isOutdated({ codec, publication }: Sending): boolean {
    return publication.kind === 'video' && codec !== this.codec;
  }

  /** Those whose publication goes on; the sections of the others are free. */
  private keep(sections: readonly Sending[], wanted: ReadonlyMap<string, ServerPublication>): Sending[] {
    return sections.filter((sending) => {
      const next = wanted.get(sending.publication.cid);
      if (next) sending.publication = next;
      else this.release(sending);
      return next !== undefined;
    });
  }

  private release(sending: Sending): void {
    this.free.push(sending);
    replace(sending.transceiver.sender, null);
  }

  private start(publication: ServerPublication): Sending {
    const index = this.free.findIndex(
      (one) => one.publication.source === publication.source && !this.isOutdated({ ...one, publication }),
    );
    const [free] = index < 0 ? [] : this.free.splice(index, 1);
    if (free) return { ...free, publication };
    const { codec } = this;
    const layers = publication.source === 'camera' ? layerCount(sizeOf(publication)) : 1;
    const transceiver = this.connection.addTransceiver(publication.kind, {
      direction: 'sendonly',
      sendEncodings: this.encodingsOf({ publication, codec, layers }),
    });
    preferSent(transceiver, publication.kind, codec);
    if (publication.kind !== 'video' || !isScalable(codec)) return { transceiver, codec, layers, publication };
    offerDependencyDescriptor(transceiver);
    return { transceiver, codec, layers: takesLayers(transceiver) ? layers : 1, publication };
  }

  private encodingsOf(sending: Omit<Sending, 'transceiver'>): Encoding[] {
    const { publication, codec, layers } = sending;
    return layersFor({
      source: publication.source,
      size: sizeOf(publication),
      count: layers,
      scalable: isScalable(codec),
      wanted: this.wantedLayers.get(publication.cid) ?? null,
      budget: publication.budget,
    });
  }
}

/** A browser that knows nothing of scalability modes (Firefox) does not give them back, and sends one layer. */
function takesLayers({ sender }: RTCRtpTransceiver): boolean {
  const [encoding]: readonly Encoding[] = sender.getParameters().encodings ?? [];
  return encoding?.scalabilityMode !== undefined;
}

function sizeOf({ track }: LocalPublication): PictureSize {
  const { width = UNKNOWN_SIZE.width, height = UNKNOWN_SIZE.height } = track?.getSettings() ?? {};
  return { width, height };
}

function replace(sender: RTCRtpSender, track: MediaStreamTrack | null): void {
  // Fails only on a connection that is closed by now.
  if (sender.track !== track) sender.replaceTrack(track).catch(() => undefined);
}
