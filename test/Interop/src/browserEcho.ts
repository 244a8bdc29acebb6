import type { Page } from 'puppeteer-core';

/** What a browser saw of what it sent. */
export interface BrowserResult {
  location: string;
  /** From the first description to the connection, in ms. */
  connectedAfter: number;
  cipher: string;
  framesDecoded: number;
  framesDropped: number;
  freezes: number;
  packetsLost: number;
  audioPackets: number;
  /** The share of played audio samples that had to be invented. */
  concealed: number;
  messages: number;
}

// Runs in the page, where nothing of this module exists.
const script = `async ({ profile, loss, seconds }) => {
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
  const pc = new RTCPeerConnection();
  for (const track of media.getTracks()) pc.addTrack(track, media);
  const video = document.body.appendChild(document.createElement("video"));
  video.muted = true;
  const back = new MediaStream();
  pc.ontrack = ({ track }) => {
    back.addTrack(track);
    video.srcObject = back;
    video.play();
  };
  let messages = 0;
  const channel = pc.createDataChannel("echo");
  channel.onmessage = ({ data }) => { if (data === "ping" || data.byteLength === 100000) messages++; };
  channel.onopen = () => {
    setInterval(() => channel.readyState === "open" && channel.send("ping"), 100);
    channel.send(new Uint8Array(100000));
  };
  const connected = new Promise((resolve, reject) => {
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === "connected") resolve(performance.now());
      if (pc.connectionState === "failed") reject(new Error("connection failed"));
    };
  });
  const started = performance.now();
  await pc.setLocalDescription(await pc.createOffer());
  const response = await fetch("/sessions?profile=" + profile + "&loss=" + loss, { method: "POST", body: pc.localDescription.sdp });
  const sdp = await response.text();
  if (!response.ok) throw new Error(sdp);
  await pc.setRemoteDescription({ type: "answer", sdp });
  const connectedAfter = (await connected) - started;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const stats = [...(await pc.getStats()).values()];
  const inbound = (kind) => stats.find((entry) => entry.type === "inbound-rtp" && entry.kind === kind) ?? {};
  const picture = inbound("video");
  const sound = inbound("audio");
  pc.close();
  return {
    location: response.headers.get("location"),
    connectedAfter: Math.round(connectedAfter),
    cipher: stats.find((entry) => entry.type === "transport")?.srtpCipher ?? "",
    framesDecoded: picture.framesDecoded ?? 0,
    framesDropped: picture.framesDropped ?? 0,
    freezes: picture.freezeCount ?? 0,
    packetsLost: picture.packetsLost ?? 0,
    audioPackets: sound.packetsReceived ?? 0,
    concealed: sound.totalSamplesReceived ? sound.concealedSamples / sound.totalSamplesReceived : 0,
    messages,
  };
}`;

/** Sends camera, microphone and messages to the echo server and tells what came back within some seconds. */
export async function runInBrowser(
  page: Page,
  options: { profile: string; loss?: number; seconds?: number },
): Promise<BrowserResult> {
  const argument = JSON.stringify({ loss: 0, seconds: 10, ...options });
  return (await page.evaluate(`(${script})(${argument})`)) as BrowserResult;
}
