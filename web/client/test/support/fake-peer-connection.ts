/**
 * A peer connection in memory: the signalling state machine of webrtc-pc with implicit rollback, transceivers with mids,
 * and a "connection" that comes up when both ends have each other's newest credentials. No media, no time of its own.
 */
export class FakePeerConnection {
  static lastUfrag = 0;
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescription | null = null;
  remoteDescription: RTCSessionDescription | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: RTCIceCandidate | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  readonly candidates: string[] = [];
  /** False: no pair of candidates works. */
  reachable = true;
  private readonly transceivers: FakeTransceiver[] = [];
  private configuration: RTCConfiguration = {};
  private checking = false;
  private version = 0;
  private restarting = false;
  private nextMid = 0;
  private ufrag = `u${++FakePeerConnection.lastUfrag}`;
  /** Mids given by a local offer that may yet be rolled back. */
  private pending: FakeTransceiver[] = [];

  addTransceiver(trackOrKind: MediaStreamTrack | string, init: RTCRtpTransceiverInit = {}): FakeTransceiver {
    const kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind;
    const transceiver = new FakeTransceiver(kind, init.direction ?? 'sendrecv', () => this.check());
    transceiver.sender.track = typeof trackOrKind === 'string' ? null : trackOrKind;
    if (init.sendEncodings) transceiver.sender.parameters = { encodings: init.sendEncodings };
    this.transceivers.push(transceiver);
    this.check();
    return transceiver;
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.assertOpen();
    this.configuration = configuration;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers.filter((transceiver) => !transceiver.stopped);
  }

  async setLocalDescription(): Promise<void> {
    this.assertOpen();
    await Promise.resolve();
    if (this.signalingState === 'have-remote-offer') {
      this.signalingState = 'stable';
      this.localDescription = this.describe('answer');
      for (const transceiver of this.getTransceivers()) transceiver.settle();
      this.connect();
    } else {
      if (this.restarting) this.ufrag = `u${++FakePeerConnection.lastUfrag}`;
      this.restarting = false;
      this.pending = this.getTransceivers().filter(({ mid }) => mid === null);
      for (const transceiver of this.pending) transceiver.mid = String(this.nextMid++);
      this.signalingState = 'have-local-offer';
      this.localDescription = this.describe('offer');
    }
    this.onicecandidate?.({ candidate: candidate(this.ufrag) });
    this.check();
  }

  async setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
    this.assertOpen();
    await Promise.resolve();
    if (type === 'answer' && this.signalingState !== 'have-local-offer') throw new Error('an answer without an offer');
    if (type === 'offer' && this.signalingState === 'have-local-offer') this.rollback();
    const sections = parse(sdp);
    for (const { mid, kind } of sections) {
      const known = this.transceivers.find((transceiver) => transceiver.mid === mid);
      if (known) continue;
      const transceiver = new FakeTransceiver(kind, 'recvonly', () => this.check());
      transceiver.mid = mid;
      this.transceivers.push(transceiver);
      this.nextMid = Math.max(this.nextMid, Number(mid) + 1);
    }
    this.signalingState = type === 'offer' ? 'have-remote-offer' : 'stable';
    this.remoteDescription = { type, sdp, toJSON: () => ({ type, sdp }) };
    if (type !== 'answer') return;
    this.pending = [];
    for (const transceiver of this.getTransceivers()) transceiver.settle();
    this.connect();
    this.check();
  }

  async addIceCandidate({ candidate: text = '' }: RTCIceCandidateInit): Promise<void> {
    const ufrag = /ufrag (\S+)/.exec(text)?.[1];
    if (!this.remoteDescription?.sdp.includes(`ufrag:${ufrag}`)) throw new Error('a candidate of another generation');
    this.candidates.push(text);
  }

  restartIce(): void {
    this.restarting = true;
    this.check();
  }

  close(): void {
    // As in browsers: no event.
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  /** The network under it changes. */
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  private connect(): void {
    if (!this.reachable) this.become('failed');
    else if (this.connectionState !== 'connected') this.become('connected');
  }

  private rollback(): void {
    for (const transceiver of this.pending) transceiver.mid = null;
    this.nextMid -= this.pending.length;
    this.pending = [];
    this.signalingState = 'stable';
  }

  private check(): void {
    if (this.checking) return;
    this.checking = true;
    queueMicrotask(() => {
      this.checking = false;
      const changed = this.getTransceivers().some(
        ({ mid, direction, settled }) => mid === null || direction !== settled,
      );
      if (this.signalingState === 'stable' && (this.restarting || changed)) this.onnegotiationneeded?.();
    });
  }

  private describe(type: RTCSdpType): RTCSessionDescription {
    const sections = this.getTransceivers()
      .filter(({ mid }) => mid !== null)
      .sort((a, b) => Number(a.mid) - Number(b.mid))
      .map(({ kind, mid, direction }) => `m=${kind} 9 X 111\r\na=mid:${mid}\r\na=${direction}\r\n`);
    const sdp = `v=0\r\no=- 1 ${++this.version}\r\na=x-ufrag:${this.ufrag}\r\n${sections.join('')}`;
    return { type, sdp, toJSON: () => ({ type, sdp }) };
  }

  private assertOpen(): void {
    if (this.signalingState === 'closed') throw new DOMException('closed', 'InvalidStateError');
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  stopped = false;
  settled: string | null = null;
  readonly sender = new FakeSender();
  readonly receiver: { readonly track: { readonly kind: string; readonly id: string } };
  private current: RTCRtpTransceiverDirection;

  constructor(
    readonly kind: string,
    direction: RTCRtpTransceiverDirection,
    private readonly changed: () => void,
  ) {
    this.current = direction;
    this.receiver = { track: { kind, id: Math.random().toString(36) } };
  }

  get direction(): RTCRtpTransceiverDirection {
    return this.stopped ? 'stopped' : this.current;
  }

  set direction(direction: RTCRtpTransceiverDirection) {
    this.current = direction;
    this.changed();
  }

  settle(): void {
    this.settled = this.current;
  }

  stop(): void {
    this.stopped = true;
  }

  setCodecPreferences(): void {}
}

export class FakeSender {
  track: MediaStreamTrack | null = null;
  parameters: { encodings: object[] } = { encodings: [{}] };

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
  }

  setStreams(): void {}

  getParameters() {
    return { encodings: this.parameters.encodings.map((encoding) => ({ ...encoding })) };
  }

  async setParameters(parameters: { encodings: object[] }): Promise<void> {
    this.parameters = parameters;
  }
}

export function fakeTrack(kind: 'audio' | 'video'): MediaStreamTrack {
  const settings = kind === 'video' ? { width: 640, height: 480 } : {};
  return { kind, id: Math.random().toString(36), getSettings: () => settings, contentHint: '' } as MediaStreamTrack;
}

function candidate(ufrag: string): RTCIceCandidate {
  const text = `candidate:1 1 udp 1 127.0.0.1 9 typ host ufrag ${ufrag}`;
  return { candidate: text, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag } as RTCIceCandidate;
}

function parse(sdp: string): { kind: string; mid: string }[] {
  return [...sdp.matchAll(/m=(\w+)[\s\S]*?a=mid:(\S+)/g)].map(([, kind = '', mid = '']) => ({ kind, mid }));
}
