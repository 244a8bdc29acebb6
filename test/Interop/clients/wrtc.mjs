// libwebrtc by @roamhq/wrtc: sends pictures and sound, counts decoded frames and samples that come back.
import wrtc from '@roamhq/wrtc';
import { finish, hangUp, offer, publishes, seconds, watches } from './contract.mjs';

const { RTCPeerConnection, nonstandard } = wrtc;
const width = 320;
const height = 240;
const result = { location: '', video: 0, audio: 0, messages: 0 };

const pc = new RTCPeerConnection();
const video = new nonstandard.RTCVideoSource();
const audio = new nonstandard.RTCAudioSource();
const direction = publishes ? 'sendonly' : watches ? 'recvonly' : 'sendrecv';
pc.addTransceiver(watches ? 'audio' : audio.createTrack(), { direction });
pc.addTransceiver(watches ? 'video' : video.createTrack(), { direction });
pc.ontrack = ({ track }) => {
  const sink = track.kind === 'video' ? new nonstandard.RTCVideoSink(track) : new nonstandard.RTCAudioSink(track);
  sink.onframe = () => result.video++;
  sink.ondata = ({ samples }) => {
    if (samples.some((sample) => sample !== 0)) result.audio++;
  };
};

if (direction === 'sendrecv') {
  const channel = pc.createDataChannel('echo');
  channel.onmessage = () => result.messages++;
  channel.onopen = () => setInterval(() => channel.send('ping'), 100);
}

await pc.setLocalDescription(await pc.createOffer());
const answer = await offer(pc.localDescription.sdp);
result.location = answer.location;
await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });

let tick = 0;
setInterval(() => {
  const data = new Uint8ClampedArray(width * height * 1.5).fill(128);
  data.fill(tick++ & 255, 0, width * height);
  video.onFrame({ width, height, data });
}, 33);
setInterval(() => {
  const samples = Int16Array.from({ length: 480 }, (_, i) => 8000 * Math.sin(i / 10));
  audio.onData({ samples, sampleRate: 48000, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 });
}, 10);
setTimeout(async () => {
  await hangUp(result.location);
  finish(result);
}, seconds * 1000);
