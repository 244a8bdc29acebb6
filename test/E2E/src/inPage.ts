import type { Call } from '../../../web/client/src/index.ts';

/**
 * Runs in every page before its own scripts: keeps the page's peer connections where a test can reach them, and makes
 * the capture small enough for eight participants on two cores. The product is not changed by it.
 */
export interface TestHooks {
  connections: RTCPeerConnection[];
  frames: WeakMap<HTMLVideoElement, number>;
  /** When each frame of a video element was shown, ms since the epoch. */
  shown: WeakMap<HTMLVideoElement, number[]>;
  sockets: WebSocket[];
}

declare global {
  interface Window {
    testHooks: TestHooks;
    plenum: Call;
  }
}

export interface Capture {
  width: number;
  height: number;
  frameRate: number;
  /** Which of the browser's cameras is used where the page does not choose one. */
  camera: number;
  /** The microphone as it is, in packets of 60 ms: echo cancellation and 50 packets a second on each link cost most. */
  cheapSound: boolean;
}

export function installHooks({ camera, cheapSound, ...size }: Capture): void {
  const hooks: TestHooks = { connections: [], frames: new WeakMap(), shown: new WeakMap(), sockets: [] };
  window.testHooks = hooks;

  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      hooks.connections.push(this);
    }

    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (!cheapSound || description.sdp === undefined) return super.setRemoteDescription(description);
      const sdp = description.sdp.replace(/(^m=audio [\s\S]*?)^a=/gm, '$1a=ptime:60\r\na=');
      return super.setRemoteDescription({ type: description.type, sdp });
    }
  };

  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      hooks.sockets.push(this);
    }
  };

  const devices = navigator.mediaDevices;
  if (devices === undefined) return;
  const getUserMedia = devices.getUserMedia.bind(devices);
  const ownCamera = async () => {
    const cameras = (await devices.enumerateDevices()).filter((device) => device.kind === 'videoinput');
    const own = cameras[camera]?.deviceId;
    return own ? { deviceId: { exact: own } } : {};
  };
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  devices.getUserMedia = async (constraints) => {
    const wanted = { ...constraints };
    if (cheapSound && wanted.audio) wanted.audio = { ...(wanted.audio === true ? {} : wanted.audio), ...raw };
    const { video } = wanted;
    if (video === undefined || video === false) return getUserMedia(wanted);
    const asked = video === true ? {} : video;
    return getUserMedia({ ...wanted, video: { ...(await ownCamera()), ...asked, ...size } });
  };

  // Counts decoded and shown frames of each video element from the moment it is first seen.
  const watch = (video: HTMLVideoElement) => {
    if (hooks.frames.has(video)) return;
    hooks.frames.set(video, 0);
    const shown: number[] = [];
    hooks.shown.set(video, shown);
    const count: VideoFrameRequestCallback = (_, frame) => {
      hooks.frames.set(video, (hooks.frames.get(video) ?? 0) + 1);
      shown.push(performance.timeOrigin + frame.presentationTime);
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
  };
  const scan = () => {
    for (const video of document.querySelectorAll('video')) watch(video);
  };
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });
}
