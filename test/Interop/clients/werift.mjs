// werift, WebRTC in TypeScript: has no codecs, so it plays the recordings and counts packets that come back.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaStreamTrack, RTCPeerConnection } from 'werift';
import { finish, hangUp, isCall, offer, publishes, seconds, takeOffer, watches } from './contract.mjs';

const folder = join(tmpdir(), 'plenum-interop');
const result = { location: '', video: 0, audio: 0, messages: 0 };
const pc = new RTCPeerConnection({ iceUseIpv6: false });

if (isCall) await answerAndEcho();
else await offerAndPlay();
setTimeout(async () => {
  await hangUp(result.location);
  finish(result);
}, seconds * 1000);

async function offerAndPlay() {
  for (const kind of ['audio', 'video']) {
    const track = new MediaStreamTrack({ kind });
    const direction = publishes ? 'sendonly' : watches ? 'recvonly' : 'sendrecv';
    const transceiver = pc.addTransceiver(watches ? kind : track, { direction });
    transceiver.onTrack.subscribe((remote) => remote.onReceiveRtp.subscribe(() => result[kind]++));
    if (!watches) play(track, join(folder, `${kind}.rtp`), kind === 'audio' ? 20 : 8);
  }

  if (!publishes && !watches) {
    const channel = pc.createDataChannel('echo');
    channel.onMessage.subscribe(() => result.messages++);
    channel.stateChanged.subscribe(
      (state) => state === 'open' && setInterval(() => channel.send(Buffer.from('ping')), 100),
    );
  }

  await pc.setLocalDescription(await pc.createOffer());
  await gathered();
  const answer = await offer(pc.localDescription.sdp);
  result.location = answer.location;
  await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
}

async function answerAndEcho() {
  pc.onTransceiverAdded.subscribe((transceiver) => {
    const back = new MediaStreamTrack({ kind: transceiver.kind });
    transceiver.sender.replaceTrack(back);
    transceiver.setDirection('sendrecv');
    transceiver.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe((packet) => {
        result[transceiver.kind]++;
        back.writeRtp(packet);
      }),
    );
  });
  pc.onDataChannel.subscribe((channel) =>
    channel.onMessage.subscribe((message) => {
      result.messages++;
      channel.send(message);
    }),
  );
  const call = await takeOffer(folder);
  result.location = call.location;
  await pc.setRemoteDescription({ type: 'offer', sdp: call.sdp });
  await pc.setLocalDescription(await pc.createAnswer());
  await gathered();
  await call.answer(pc.localDescription.sdp);
}

async function gathered() {
  while (pc.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Sends a recording (RFC 4571: each packet behind its length) packet by packet. */
function play(track, path, interval) {
  const bytes = readFileSync(path);
  let at = 0;
  let sequence = 0;
  setInterval(() => {
    const length = bytes.readUInt16BE(at);
    const packet = Buffer.from(bytes.subarray(at + 2, at + 2 + length));
    packet.writeUInt16BE(sequence++ & 0xffff, 2);
    at += 2 + length;
    if (at >= bytes.length) at = 0;
    track.writeRtp(packet);
  }, interval);
}
