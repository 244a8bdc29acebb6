import type { TrackKind } from '../wire.generated';
import { preferCodecs } from './codecs';
import { applyEncodings } from './encoding';
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
  private free: Sending[] = [];
  private readonly slots: RTCRtpTransceiver[] = [];
  private wantedLayers: ReadonlyMap<string, readonly number[]> = new Map();

  constructor(private readonly connection: RTCPeerConnection) {}

  /** Has a section for exactly these. True if the server has to be told of sections or of what is on them. */
  publish(publications: readonly ServerPublication[]): boolean {
    const wanted = new Map(publications.map((publication) => [publication.cid, publication]));
    for (const over of this.sending.filter(({ publication }) => !wanted.has(publication.cid))) {
      this.free.push(over);
      replace(over.transceiver.sender, null);
    }
    this.sending = this.sending.filter(({ publication }) => wanted.has(publication.cid));
    for (const sending of this.sending) {
      sending.publication = wanted.get(sending.publication.cid) ?? sending.publication;
      wanted.delete(sending.publication.cid);
    }
    for (const publication of wanted.values()) this.sending.push(this.start(publication));
    for (const { transceiver, publication } of this.sending) {
      replace(transceiver.sender, publication.forwarded ? publication.track : null);
    }
    return wanted.size > 0;
  }

  /** Has at least so many slots. True if the server has to be told. */
  receive(counts: SlotCounts): boolean {
    let grown = false;
    for (const kind of KINDS) {
      const present = this.slots.filter(({ receiver }) => receiver.track.kind === kind).length;
      for (let index = present; index < counts[kind]; index++) {
        const slot = this.connection.addTransceiver(kind, { direction: 'recvonly' });
        preferCodecs(slot, kind, false);
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
    await Promise.all(
      this.sending.map((sending) => applyEncodings(sending.transceiver.sender, this.encodingsOf(sending))),
    );
  }

  /** What we send on which section; complete after a local description was set. */
  map(): Record<string, string> {
    const entries = this.sending.flatMap(({ transceiver: { mid }, publication }) =>
      mid === null ? [] : [[mid, publication.cid] as const],
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

  private start(publication: ServerPublication): Sending {
    const index = this.free.findIndex((one) => one.publication.source === publication.source);
    const [free] = index < 0 ? [] : this.free.splice(index, 1);
    if (free) return { ...free, publication };
    const layers = publication.source === 'camera' ? layerCount(sizeOf(publication)) : 1;
    const transceiver = this.connection.addTransceiver(publication.kind, {
      direction: 'sendonly',
      sendEncodings: this.encodingsOf({ publication, layers }),
    });
    preferCodecs(transceiver, publication.kind, true);
    return { transceiver, layers, publication };
  }

  private encodingsOf({ publication, layers }: Pick<Sending, 'publication' | 'layers'>): RTCRtpEncodingParameters[] {
    return layersFor({
      source: publication.source,
      size: sizeOf(publication),
      count: layers,
      wanted: this.wantedLayers.get(publication.cid) ?? null,
      budget: publication.budget,
    });
  }
}

function sizeOf({ track }: LocalPublication): PictureSize {
  const { width = UNKNOWN_SIZE.width, height = UNKNOWN_SIZE.height } = track?.getSettings() ?? {};
  return { width, height };
}

function replace(sender: RTCRtpSender, track: MediaStreamTrack | null): void {
  // Fails only on a connection that is closed by now.
  if (sender.track !== track) sender.replaceTrack(track).catch(() => undefined);
}
