// Records what a real Chromium encodes for a call (VP8, H.264 where it can, Opus) as IVF files, for the load test.
//   node eng/recordings/record.mjs [directory [type]]          (npm --prefix test/E2E ci first; CHROMIUM names the browser)
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const require = createRequire(new URL("../../test/E2E/package.json", import.meta.url));
const puppeteer = require("puppeteer-core");
const directory = process.argv[2] ?? new URL("../../src/Plenum.LoadTest/Recordings", import.meta.url).pathname;
const seconds = 5;
const size = { width: 640, height: 360 };
const maxBitrate = 1_000_000;

// The API needs a secure context, which this is.
const server = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--disable-features=WebRtcHideLocalIpsWithMdns"],
});
try {
  const page = await browser.newPage();
  page.on("console", (message) => console.log(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  for (const [mime, fourcc, file, rate] of [
    ["video/VP8", "VP80", "vp8.ivf", 90_000],
    ["video/H264", "H264", "h264.ivf", 90_000],
    ["audio/opus", "OPUS", "opus.ivf", 48_000],
  ]) {
    if (process.argv[3] && process.argv[3] !== mime) continue;
    const frames = await page.evaluate(record, { mime, seconds, size, maxBitrate });
    if (frames === null) {
      console.log(`${mime}: this browser does not encode it`);
      continue;
    }
    writeFileSync(join(directory, file), ivf(fourcc, rate, frames));
    const bytes = frames.reduce((sum, frame) => sum + frame.bytes.length * 0.75, 0);
    console.log(`${file}: ${frames.length} frames, ${Math.round(bytes)} bytes, ${frames.filter((frame) => frame.key).length} key frames`);
  }
} finally {
  await browser.close();
  server.close();
}

function ivf(fourcc, rate, frames) {
  const header = Buffer.alloc(32);
  header.write("DKIF", 0, "latin1");
  header.writeUInt16LE(32, 6);
  header.write(fourcc, 8, "latin1");
  header.writeUInt16LE(fourcc === "OPUS" ? 0 : size.width, 12);
  header.writeUInt16LE(fourcc === "OPUS" ? 0 : size.height, 14);
  header.writeUInt32LE(rate, 16);
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(frames.length, 24);
  const parts = [header];
  for (const frame of frames) {
    const bytes = Buffer.from(frame.bytes, "base64");
    const about = Buffer.alloc(12);
    about.writeUInt32LE(bytes.length, 0);
    about.writeBigInt64LE(BigInt((frame.timestamp - frames[0].timestamp) >>> 0), 4);
    parts.push(about, bytes);
  }
  return Buffer.concat(parts);
}

// In the page: two connections, between them the encoder; each encoded frame is copied on its way out.
async function record({ mime, seconds, size, maxBitrate }) {
  const kind = mime.split("/")[0];
  const codecs = RTCRtpSender.getCapabilities(kind).codecs.filter((codec) => codec.mimeType.toLowerCase() === mime.toLowerCase());
  const codec = codecs.find((one) => /packetization-mode=1.*42e01f|42001f.*packetization-mode=1/.test(one.sdpFmtpLine ?? "")) ?? codecs[0];
  if (!codec) return null;
  const worker = new Worker(URL.createObjectURL(new Blob([`
    onrtctransform = ({ transformer }) => {
      onmessage = () => transformer.generateKeyFrame().catch(() => {});
      transformer.readable.pipeThrough(new TransformStream({
        transform(frame, controller) {
          postMessage({ data: frame.data.slice(0), key: frame.type === "key", timestamp: frame.getMetadata().rtpTimestamp ?? frame.timestamp });
          controller.enqueue(frame);
        },
      })).pipeTo(transformer.writable);
    };`])));
  const track = kind === "video" ? camera() : microphone();
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate);
  to.onicecandidate = ({ candidate }) => from.addIceCandidate(candidate);
  const transceiver = from.addTransceiver(track, { direction: "sendonly", sendEncodings: kind === "video" ? [{ maxBitrate }] : [{}] });
  transceiver.setCodecPreferences([codec]);
  transceiver.sender.transform = new RTCRtpScriptTransform(worker, {});
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  await from.setRemoteDescription(to.localDescription);
  // The estimate of the path has to find room first.
  const warmUp = kind === "video" ? 12_000 : 2_000;
  const frames = [];
  let isRecording = false;
  const isDone = new Promise((resolve) => {
    worker.onmessage = ({ data: { data, key, timestamp } }) => {
      isRecording ||= kind === "audio" ? performance.now() > startAt : key && performance.now() > startAt;
      if (!isRecording) return;
      if (frames.length > 0 && kind === "video" && key) return;
      let text = "";
      for (const byte of new Uint8Array(data)) text += String.fromCharCode(byte);
      frames.push({ bytes: btoa(text), key, timestamp });
      const ticks = (timestamp - frames[0].timestamp) >>> 0;
      if (ticks >= seconds * (kind === "video" ? 90_000 : 48_000)) resolve();
    };
  });
  const startAt = performance.now() + warmUp;
  await new Promise((resolve) => setTimeout(resolve, warmUp + 50));
  worker.postMessage("key frame");
  const isThere = await Promise.race([isDone.then(() => true), new Promise((resolve) => setTimeout(resolve, (seconds + 15) * 1000, false))]);
  from.close();
  to.close();
  track.stop();
  return isThere ? frames.slice(0, -1) : null;

  // A head that moves before a wall with texture, and what a sensor's noise adds.
  function camera() {
    const canvas = Object.assign(document.createElement("canvas"), size);
    const picture = canvas.getContext("2d", { alpha: false });
    const noise = picture.createImageData(size.width, size.height);
    const draw = () => {
      const at = performance.now() / 1000;
      const pixels = new Uint32Array(noise.data.buffer);
      for (let index = 0; index < pixels.length; index++) {
        const grey = 110 + 40 * Math.sin((index % size.width) / 37) + 20 * Math.sin(index / 9_973) + Math.random() * 10;
        pixels[index] = 0xff000000 | (grey << 16) | ((grey * 0.95) << 8) | (grey * 0.9);
      }
      picture.putImageData(noise, 0, 0);
      const [x, y] = [size.width / 2 + 40 * Math.sin(at * 1.3), size.height / 2 + 12 * Math.sin(at * 2.1)];
      for (const [radius, colour, below] of [[110, "#345", 180], [70, "#c9a083", 0], [8, "#222", -15]]) {
        picture.fillStyle = colour;
        picture.beginPath();
        picture.ellipse(x, y + below, radius, radius * 1.2, 0, 0, 7);
        picture.fill();
      }
      picture.fillStyle = "#822";
      picture.fillRect(x - 25, y + 35, 50, 6 + 8 * Math.abs(Math.sin(at * 9)));
    };
    setInterval(draw, 1000 / 30);
    draw();
    return canvas.captureStream(30).getVideoTracks()[0];
  }

  // Syllables: a voice of some harmonics with pauses.
  function microphone() {
    const audio = new AudioContext({ sampleRate: 48_000 });
    const out = audio.createMediaStreamDestination();
    const voice = audio.createGain();
    voice.connect(out);
    for (const [harmonic, level] of [[1, 0.3], [2, 0.2], [3, 0.12], [5, 0.06], [8, 0.03]]) {
      const tone = new OscillatorNode(audio, { frequency: 130 * harmonic, type: "sawtooth" });
      tone.connect(new GainNode(audio, { gain: level })).connect(voice);
      tone.start();
    }
    voice.gain.value = 0;
    for (let at = 0; at < 30; at += 0.22) {
      voice.gain.setTargetAtTime(at % 2.2 < 1.6 ? 0.5 : 0, at, 0.03);
      voice.gain.setTargetAtTime(0.05, at + 0.14, 0.03);
    }
    return out.stream.getAudioTracks()[0];
  }
}
