import type { SignalData, TrackKind } from '../wire.generated';
import type { EncoderTarget } from './encoding';
import type { LocalPublication } from './local-publication';
import type { MediaLink, SentSection } from './media-link';
import { withOpusParameters } from './sdp';
import { Transceivers } from './transceivers';

export interface PeerLinkHandler {
  signal(data: SignalData): void;
  /** Their tracks or the connection's state changed. */
  changed(): void;
  /** A negotiation step failed; this connection is of no more use. */
  failed(error: unknown): void;
}

export interface PeerLinkOptions {
  readonly connection: RTCPeerConnection;
  /** Our name for this connection; a new connection has a new one. */
  readonly instance: string;
  /** In a glare the polite end takes its own offer back. */
  readonly polite: boolean;
  /** What a publication's encoder may spend until somebody has measured the path. */
  readonly firstTarget: (publication: LocalPublication) => EncoderTarget | undefined;
  readonly handler: PeerLinkHandler;
}

/** Candidates that may come before the description they belong to; more is somebody's mischief. */
const EARLY_CANDIDATES = 64;
/** The slowest step of a busy machine takes a second or two; one that never ends would block the link for good. */
const STEP_PATIENCE_MS = 15_000;

export type ReceiveCounts = Readonly<Record<TrackKind, number>>;

/**
 * One RTCPeerConnection and its negotiation: the perfect-negotiation pattern (webrtc-pc, section 10.7), with every step in
 * one queue, so that no two steps ever overlap. Lives as long as its connection; whoever owns it makes another one.
 */
export class PeerLink implements MediaLink {
  readonly connection: RTCPeerConnection;
  readonly instance: string;
  private readonly transceivers: Transceivers;
  private readonly handler: PeerLinkHandler;
  private readonly polite: boolean;
  private queue: Promise<void> = Promise.resolve();
  private closed = false;
  /** Their name for their connection, once it spoke to us. */
  private remote: string | null = null;
  /** False until we offered or were offered: the end that waits adds nothing, so that the first offer has it all. */
  private begun = false;
  private wanted: readonly LocalPublication[] = [];
  private remoteTracks = new Map<string, MediaStreamTrack>();
  private earlyCandidates: RTCIceCandidateInit[] = [];
  private answered: { readonly offer: string; readonly answer: SignalData } | null = null;
  private acceptedAnswer = '';

  constructor(options: PeerLinkOptions) {
    this.connection = options.connection;
    this.instance = options.instance;
    this.polite = options.polite;
    this.handler = options.handler;
    this.transceivers = new Transceivers(this.connection, options.firstTarget);
    this.connection.onnegotiationneeded = () => this.enqueue(() => this.negotiate());
    this.connection.onicecandidate = ({ candidate }) => this.sendCandidate(candidate);
    this.connection.onconnectionstatechange = () => this.handler.changed();
  }

  /** Their tracks by publication id. */
  get tracks(): ReadonlyMap<string, MediaStreamTrack> {
    return this.remoteTracks;
  }

  get sent(): readonly SentSection[] {
    return this.transceivers.sections;
  }

  get remoteInstance(): string | null {
    return this.remote;
  }

  /** Whether any description of theirs was applied. */
  get heard(): boolean {
    return this.connection.remoteDescription !== null;
  }

  /** The section on which a track of theirs comes. */
  sectionOf(track: MediaStreamTrack): RTCRtpTransceiver | undefined {
    return this.connection.getTransceivers().find(({ receiver }) => receiver.track === track);
  }

  /** Makes the first offer, with room for what they will send. */
  offer(receive: ReceiveCounts): void {
    this.enqueue(async () => {
      this.begun = true;
      await this.transceivers.send(this.wanted);
      if (!this.heard) {
        this.transceivers.prepareToReceive('audio', receive.audio);
        this.transceivers.prepareToReceive('video', receive.video);
      }
      await this.negotiate();
    });
  }

  /** Sends exactly these from now on; a track that changed is replaced without renegotiation. */
  send(publications: readonly LocalPublication[]): void {
    this.wanted = publications;
    this.enqueue(async () => {
      if (this.begun) await this.transceivers.send(this.wanted);
    });
  }

  /** Every now and then: gives up sections that nothing is sent on any more. */
  tidy(): void {
    this.enqueue(async () => this.transceivers.tidy());
  }

  setTarget(publication: string, target: EncoderTarget): void {
    this.enqueue(() => this.transceivers.setTarget(publication, target));
  }

  /** Signals from their connection; the owner has checked that they are meant for this one. */
  receive(data: SignalData): void {
    this.remote = data.link;
    this.enqueue(async () => {
      if (data.description?.type === 'offer') await this.receiveOffer(data.description.sdp, data.description.tracks);
      else if (data.description) await this.receiveAnswer(data.description.sdp, data.description.tracks);
      else if (data.candidate) await this.receiveCandidate(data.candidate);
    });
  }

  restartIce(): void {
    this.enqueue(async () => this.connection.restartIce());
  }

  /** Says an offer again that has no answer yet: one of the two was lost. */
  repeatOffer(): void {
    this.enqueue(async () => {
      if (this.connection.signalingState !== 'have-local-offer') return;
      this.acceptedAnswer = '';
      this.handler.signal(this.localDescription());
    });
  }

  close(): void {
    this.closed = true;
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
    this.remoteTracks = new Map();
  }

  private enqueue(step: () => Promise<void>): void {
    this.queue = this.queue.then(async () => {
      if (this.closed) return;
      const watchdog = setTimeout(() => this.fail(new Error('a negotiation step hangs')), STEP_PATIENCE_MS);
      try {
        await step();
      } catch (error) {
        this.fail(error);
      } finally {
        clearTimeout(watchdog);
      }
    });
  }

  private fail(error: unknown): void {
    if (!this.closed) this.handler.failed(error);
  }

  private async negotiate(): Promise<void> {
    // Not stable: the browser says "negotiation needed" again by itself when it is.
    if (this.connection.signalingState !== 'stable') return;
    await this.connection.setLocalDescription();
    if (!this.closed) this.handler.signal(this.localDescription());
  }

  private async receiveOffer(sdp: string, tracks: Readonly<Record<string, string>>): Promise<void> {
    // The same offer again: its answer was lost on the way. A new answer would differ and could be taken for a later one.
    if (this.answered?.offer === sdp && this.connection.signalingState === 'stable') {
      return this.handler.signal(this.answered.answer);
    }
    const glare = this.connection.signalingState === 'have-local-offer';
    if (glare && !this.polite) return;
    this.begun = true;
    // In a glare this takes our own offer back (implicit rollback).
    await this.applyRemote('offer', sdp, tracks);
    if (glare) this.transceivers.dropUnused();
    await this.transceivers.send(this.wanted);
    await this.connection.setLocalDescription();
    if (this.closed) return;
    const answer = this.localDescription();
    this.answered = { offer: sdp, answer };
    this.handler.signal(answer);
    await this.transceivers.applyTargets();
  }

  private async receiveAnswer(sdp: string, tracks: Readonly<Record<string, string>>): Promise<void> {
    const stale = this.connection.signalingState !== 'have-local-offer' || sdp === this.acceptedAnswer;
    if (stale) return;
    await this.applyRemote('answer', sdp, tracks);
    this.acceptedAnswer = sdp;
    await this.transceivers.applyTargets();
  }

  private async applyRemote(type: RTCSdpType, sdp: string, tracks: Readonly<Record<string, string>>): Promise<void> {
    const ours = withOpusParameters(sdp, this.transceivers.midsOf('screenAudio'));
    await this.connection.setRemoteDescription({ type, sdp: ours });
    if (this.closed) return;
    this.remoteTracks = this.transceivers.received(tracks);
    this.handler.changed();
    for (const candidate of this.earlyCandidates.splice(0)) await this.receiveCandidate(candidate);
  }

  private async receiveCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.heard) {
      if (this.earlyCandidates.length < EARLY_CANDIDATES) this.earlyCandidates.push(candidate);
      return;
    }
    try {
      await this.connection.addIceCandidate(candidate);
    } catch {
      // Of an offer that we ignored or of a generation that is over; a candidate too many or too few ends no link.
    }
  }

  private sendCandidate(candidate: RTCIceCandidate | null): void {
    // The empty candidate (end of a generation) is of no use to ICE with trickling and costs a message.
    if (!candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    this.handler.signal({
      ...this.address(),
      candidate: {
        candidate: candidate.candidate,
        ...(sdpMid === null ? {} : { sdpMid }),
        ...(sdpMLineIndex === null ? {} : { sdpMLineIndex }),
        ...(usernameFragment === null ? {} : { usernameFragment }),
      },
    });
  }

  private localDescription(): SignalData {
    const { type, sdp } = this.connection.localDescription ?? { type: 'offer', sdp: '' };
    return {
      ...this.address(),
      description: { type: type === 'offer' ? 'offer' : 'answer', sdp, tracks: this.transceivers.map() },
    };
  }

  private address(): { readonly link: string; readonly for?: string } {
    return this.remote === null ? { link: this.instance } : { link: this.instance, for: this.remote };
  }
}
