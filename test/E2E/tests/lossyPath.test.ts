import { afterEach, expect, test } from 'vitest';
import { LossyRelay } from '../src/lossyRelay.ts';
import type { Participant } from '../src/participant.ts';
import { useScene } from '../src/scene.ts';
import { motionSince, reception } from '../src/standstill.ts';
import { until } from '../src/wait.ts';

/** A minute by ./test.sh full. */
const seconds = Number(process.env.PLENUM_WATCH ?? 15);
const share = 0.05;
const scene = useScene({ Plenum__Rooms__Defaults__Topology: 'Sfu', Plenum__Media__Address: '127.0.0.1' });
const relays: LossyRelay[] = [];

afterEach(() => {
  for (const relay of relays.splice(0)) relay.close();
});

test.runIf(process.env.PLENUM_WATCH)(
  `5 % loss each way freezes no picture for half a second in ${seconds} s`,
  { timeout: 240_000 },
  async () => {
    const through: Record<number, number> = {};
    for (const [index, port] of scene.server.mediaPorts.entries()) {
      const relay = await LossyRelay.before(port, share, index + 1);
      relays.push(relay);
      through[port] = relay.port;
    }
    const everybody: Participant[] = [];
    const options = {
      through,
      size: { width: 480, height: 270, frameRate: 20 },
      viewport: { width: 640, height: 480 },
    };
    for (const name of ['Alice', 'Bob', 'Carol']) everybody.push(await scene.join('lossy', name, options));
    for (const participant of everybody) {
      await participant.seesMoving(2, 60);
      await participant.hears(2);
    }

    const since = Date.now();
    await until(`${seconds} s passed`, () => Date.now() - since > seconds * 1000, (seconds + 10) * 1000);

    for (const participant of everybody) {
      const motion = await motionSince(participant, since);
      const streams = await reception(participant);
      console.log(`${participant.name}: ${JSON.stringify(motion)} ${JSON.stringify(streams)}`);
      expect(motion).toHaveLength(2);
      for (const { tile, gapMs } of motion) expect(gapMs, `${participant.name} < ${tile}`).toBeLessThan(500);
      // Two lossy hops leave a tenth of the sound out, which is concealed, not repeated.
      for (const { kind, concealed } of streams) if (kind === 'audio') expect(concealed).toBeLessThan(0.2);
    }
    const [lost, carried] = [sum(relays.map((relay) => relay.lost)), sum(relays.map((relay) => relay.carried))];
    console.log(`${lost} datagrams lost, ${carried} carried`);
    expect(lost / (lost + carried)).toBeGreaterThan(share * 0.8);
  },
);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
