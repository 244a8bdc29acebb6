import type { LocalPublication } from './local-publication';

/** A media section on which something of ours is sent. */
export interface SentSection {
  readonly mid: string | null;
  readonly sender: RTCRtpSender;
  readonly publication: LocalPublication;
}

/** One connection that carries media, with a participant or with the server: what statistics and subscriptions see. */
export interface MediaLink {
  readonly connection: RTCPeerConnection;
  readonly sent: readonly SentSection[];
  /** What arrives, by publication id. */
  readonly tracks: ReadonlyMap<string, MediaStreamTrack>;
  /** The section on which a track arrives. */
  sectionOf(track: MediaStreamTrack): RTCRtpTransceiver | undefined;
}
