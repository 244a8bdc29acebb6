import type { TrackKind, VideoCodec } from '../wire.generated';

/**
 * The profile of each picture codec that is offered to the server: browsers list many of some, and each would cost
 * a hundred bytes in every section. All are decoded everywhere where the codec is.
 */
const PROFILES: Readonly<Record<VideoCodec, RegExp>> = {
  vp8: /^/,
  vp9: /^(?!.*profile-id=[123])/,
  h264: /(?=.*packetization-mode=1)(?=.*profile-level-id=42e0)/i,
  av1: /^(?!.*profile=[12])/,
};

const PICTURES = Object.keys(PROFILES) as VideoCodec[];

/** What is sent until the server says otherwise: every browser encodes it, in layers. */
export const DEFAULT_CODEC: VideoCodec = 'vp8';

/** Whether its layers lie in one encoding (SVC) rather than one encoding each (simulcast). */
export function isScalable(codec: VideoCodec): boolean {
  return codec === 'vp9' || codec === 'av1';
}

/** What this browser can send pictures in. */
export function encodableCodecs(): VideoCodec[] {
  const all = globalThis.RTCRtpSender?.getCapabilities('video')?.codecs ?? [];
  return PICTURES.filter((name) => all.some((codec) => is(codec, name)));
}

/** Takes the codecs of a slot down to what it needs. */
export function preferReceived(transceiver: RTCRtpTransceiver, kind: TrackKind): void {
  const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  prefer(transceiver, kind === 'audio' ? soundCodecs(all) : pictureCodecs(all, PICTURES));
}

/** Takes the codecs of a section that sends down to what it needs: pictures in one codec, so that the layers are its own. */
export function preferSent(transceiver: RTCRtpTransceiver, kind: TrackKind, codec: VideoCodec): void {
  const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  prefer(transceiver, kind === 'audio' ? soundCodecs(all) : pictureCodecs(all, [codec]));
}

function prefer(transceiver: RTCRtpTransceiver, wanted: RTCRtpCodec[]): void {
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** RED (RFC 2198) repeats the last frame of speech in each packet: single losses are not heard. Where it exists. */
function soundCodecs(all: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return ['audio/red', 'audio/opus'].flatMap((type) => all.filter((codec) => typeOf(codec) === type));
}

function pictureCodecs(all: readonly RTCRtpCodec[], names: readonly VideoCodec[]): RTCRtpCodec[] {
  const pictures = names.flatMap((name) => all.filter((codec) => is(codec, name)));
  const repairs = all.filter((codec) => typeOf(codec) === 'video/rtx');
  return pictures.length > 0 ? [...pictures, ...repairs] : [];
}

function is(codec: RTCRtpCodec, name: VideoCodec): boolean {
  return typeOf(codec) === `video/${name}` && PROFILES[name].test(codec.sdpFmtpLine ?? '');
}

function typeOf({ mimeType }: RTCRtpCodec): string {
  return mimeType.toLowerCase();
}
