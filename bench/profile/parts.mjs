// The table of bench/profile.sh: samples by part, as microseconds for each delivered packet.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

// What a sample is, by the functions on its stack and the one it was in: the first that fits. Samples of the floor's own
// reading, which its clock leaves out, are none.
const parts = [
  ['kernel: sending', (stack, inKernel) => inKernel && /sendmmsg/.test(stack)],
  ['kernel: receiving', (stack, inKernel) => inKernel && /recvmmsg/.test(stack)],
  ['kernel: waiting', (stack, inKernel) => inKernel && /epoll/.test(stack)],
  ['kernel: other', (_, inKernel) => inKernel],
  ['cipher: feedback', (stack, _, leaf) => /libcrypto/.test(leaf) && /ReceiveRtcp|TryUnprotect|Peer::Receive/.test(stack)],
  ['cipher: media', (_, __, leaf) => /libcrypto|strcmp|OSSL_PARAM/.test(leaf)],
  ['forwarding', (stack) => /RunOffer|MediaRoom::Forward|SfuCore::Forward|TryProtectRtp/.test(stack)],
  ['feedback', (stack) => /PeerFeedbackReader|ReceiveRtcp|::Dispatch|PrefetchReceiving|BatchReceiver|LinuxUdpIo::Receive/.test(stack)],
  ['budgets and layers', (stack) => /ForwardingRoom::Tick|MediaRoom::Tick/.test(stack)],
  ['reports and deadlines', (stack) => /SettleTouched|Peer::Tick|RunDue/.test(stack)],
  ['compiling', (stack) => /libclrjit|Tiered Com/.test(stack)],
  ['all else', () => true],
];

async function sharesOf(file, isOurs) {
  const counts = new Map();
  let total = 0;
  let thread = '';
  let frames = [];
  const take = () => {
    if (frames.length === 0 || !isOurs(frames)) return;
    const stack = `${thread}\n${frames.join('\n')}`;
    const inKernel = frames[0].includes('[kernel');
    const [part] = parts.find(([, fits]) => fits(stack, inKernel, frames[0]));
    counts.set(part, (counts.get(part) ?? 0) + 1);
    total++;
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (/^\s+\S/.test(line)) {
      frames.push(line.trim());
      continue;
    }
    take();
    frames = [];
    thread = line;
  }
  take();
  return new Map([...counts].map(([part, count]) => [part, count / total]));
}

const [folder] = process.argv.slice(2);
const json = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
const cost = { server: json('load').server.usPerDeliveredPacket, floor: json('floor').usPerPacket };
const server = await sharesOf(`${folder}/server.txt`, () => true);
const floor = await sharesOf(`${folder}/floor.txt`, (frames) => !frames.some((frame) => /recv/.test(frame) && !/rcv/.test(frame)));

console.log('| us a delivered packet | server | floor |\n|---|---|---|');
for (const [part] of parts) {
  const figure = (shares, us) => ((shares.get(part) ?? 0) * us).toFixed(3);
  if (server.has(part) || floor.has(part)) console.log(`| ${part} | ${figure(server, cost.server)} | ${figure(floor, cost.floor)} |`);
}
console.log(`| all | ${cost.server.toFixed(2)} | ${cost.floor.toFixed(2)} (1 : ${(cost.server / cost.floor).toFixed(2)}) |`);
