import type { TrackKind } from '../wire.generated';

/**
 * The profile of each picture codec that is offered to the server: browsers list many of some, and each would cost
 * a hundred bytes in every section. All are decoded everywhere where the codec is.
 */
const PROFILES: Readonly<Record<string, RegExp>> = {
  'video/vp8': /^/,
  'video/vp9': /profile-id=0|^$/,
  'video/h264': /(?=.*packetization-mode=1)(?=.*profile-level-id=42e0)/i,
  'video/av1': /profile=0|^$/,
};

/** Codecs that are worth sending pictures in: every browser encodes them in layers. */
const SENT = new Set(['video/vp8', 'video/h264', 'video/rtx']);

/** Takes the codecs of a section with the server down to what it needs. */
export function preferCodecs(transceiver: RTCRtpTransceiver, kind: TrackKind, sends: boolean): void {
  const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const wanted = kind === 'audio' ? soundCodecs(all) : pictureCodecs(all, sends);
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** RED (RFC 2198) repeats the last frame of speech in each packet: single losses are not heard. Where it exists. */
function soundCodecs(all: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return ['audio/red', 'audio/opus'].flatMap((type) => all.filter((codec) => typeOf(codec) === type));
}

function pictureCodecs(all: readonly RTCRtpCodec[], sends: boolean): RTCRtpCodec[] {
  const order = Object.keys(PROFILES);
  const pictures = all.filter((codec) => PROFILES[typeOf(codec)]?.test(codec.sdpFmtpLine ?? ''));
  const sorted = pictures.sort((a, b) => order.indexOf(typeOf(a)) - order.indexOf(typeOf(b)));
  const codecs = [...sorted, ...all.filter((codec) => typeOf(codec) === 'video/rtx')];
  return sends ? codecs.filter((codec) => SENT.has(typeOf(codec))) : codecs;
}

function typeOf({ mimeType }: RTCRtpCodec): string {
  return mimeType.toLowerCase();
}
