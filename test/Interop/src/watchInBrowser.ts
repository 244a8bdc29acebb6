import type { Page } from 'puppeteer-core';

/** What a browser saw of a room by WHEP. */
export interface WatchResult {
  status: number;
  /** Of each video section, in the order of the offer. */
  framesDecoded: number[];
  /** Of each audio section. */
  audioPackets: number[];
  packetsLost: number;
  freezes: number;
  /** Decoded between the ICE restart and the end; all if there was none. */
  framesAfterRestart: number;
  restartStatus: number;
  ended: number;
}

// Runs in the page, where nothing of this module exists.
const script = `async ({ url, pairs, seconds, restarts }) => {
  const pc = new RTCPeerConnection();
  for (let i = 0; i < pairs; i++) {
    pc.addTransceiver("audio", { direction: "recvonly" });
    pc.addTransceiver("video", { direction: "recvonly" });
  }
  pc.ontrack = ({ track }) => {
    const element = document.body.appendChild(document.createElement(track.kind));
    element.muted = true;
    element.srcObject = new MediaStream([track]);
    element.play();
  };
  const connected = () => new Promise((resolve, reject) => {
    const look = () => {
      if (pc.iceConnectionState === "connected" || pc.iceConnectionState === "completed") resolve();
      if (pc.iceConnectionState === "failed") reject(new Error("ICE failed"));
    };
    pc.oniceconnectionstatechange = look;
    look();
  });
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const inbound = async (kind) => [...(await pc.getStats()).values()]
    .filter((entry) => entry.type === "inbound-rtp" && entry.kind === kind)
    .sort((one, other) => Number(one.mid) - Number(other.mid));
  const decoded = async () => (await inbound("video")).reduce((sum, entry) => sum + (entry.framesDecoded ?? 0), 0);

  await pc.setLocalDescription();
  const created = await fetch(url, {
    method: "POST", headers: { "Content-Type": "application/sdp" }, body: pc.localDescription.sdp,
  });
  const sdp = await created.text();
  if (!created.ok) throw new Error(created.status + " " + sdp);
  const session = new URL(created.headers.get("location"), url);
  await pc.setRemoteDescription({ type: "answer", sdp });
  await connected();
  await wait(seconds * 1000);

  let before = 0;
  let restartStatus = 0;
  if (restarts) {
    const field = (text, name) => text.match(new RegExp("a=" + name + ":(\\\\S+)"))[1];
    await pc.setLocalDescription(await pc.createOffer({ iceRestart: true }));
    const offer = pc.localDescription.sdp;
    const patched = await fetch(session, {
      method: "PATCH",
      headers: { "Content-Type": "application/trickle-ice-sdpfrag", "If-Match": "*" },
      body: "a=ice-ufrag:" + field(offer, "ice-ufrag") + "\\r\\na=ice-pwd:" + field(offer, "ice-pwd") + "\\r\\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 0\\r\\na=mid:0\\r\\n",
    });
    restartStatus = patched.status;
    const fragment = await patched.text();
    const answer = sdp
      .replace(/a=ice-ufrag:\\S+/g, "a=ice-ufrag:" + field(fragment, "ice-ufrag"))
      .replace(/a=ice-pwd:\\S+/g, "a=ice-pwd:" + field(fragment, "ice-pwd"));
    await pc.setRemoteDescription({ type: "answer", sdp: answer });
    before = await decoded();
    await wait(3000);
  }

  const pictures = await inbound("video");
  const sounds = await inbound("audio");
  const after = await decoded();
  const ended = await fetch(session, { method: "DELETE" });
  pc.close();
  return {
    status: created.status,
    framesDecoded: pictures.map((entry) => entry.framesDecoded ?? 0),
    audioPackets: sounds.map((entry) => entry.packetsReceived ?? 0),
    packetsLost: [...pictures, ...sounds].reduce((sum, entry) => sum + (entry.packetsLost ?? 0), 0),
    freezes: pictures.reduce((sum, entry) => sum + (entry.freezeCount ?? 0), 0),
    framesAfterRestart: after - before,
    restartStatus,
    ended: ended.status,
  };
}`;

/** Watches a room for some seconds with as many pairs of sections. */
export async function watchInBrowser(
  page: Page,
  options: { url: string; pairs?: number; seconds?: number; restarts?: boolean },
): Promise<WatchResult> {
  const argument = JSON.stringify({ pairs: 1, seconds: 10, restarts: false, ...options });
  return (await page.evaluate(`(${script})(${argument})`)) as WatchResult;
}
