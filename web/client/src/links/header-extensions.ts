/** Says of each packet which layers it belongs to and what it refers to (AV1 RTP specification, appendix A). */
const DEPENDENCY_DESCRIPTOR = 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

interface HeaderExtension {
  readonly uri: string;
  direction: RTCRtpTransceiverDirection;
}

/** Not yet in TypeScript's library (webrtc-extensions, section "RTP header extension control"). */
interface ExtensionControl {
  getHeaderExtensionsToNegotiate?(): HeaderExtension[];
  setHeaderExtensionsToNegotiate?(extensions: HeaderExtension[]): void;
}

/** Offers the dependency descriptor, which Chromium knows but does not offer by itself. */
export function offerDependencyDescriptor(transceiver: RTCRtpTransceiver & ExtensionControl): void {
  const extensions = transceiver.getHeaderExtensionsToNegotiate?.() ?? [];
  const descriptor = extensions.find(({ uri }) => uri === DEPENDENCY_DESCRIPTOR);
  if (descriptor?.direction !== 'stopped') return;
  descriptor.direction = 'sendrecv';
  transceiver.setHeaderExtensionsToNegotiate?.(extensions);
}
