import type { CallStats, TrackStats } from '@plenum/client';
import { describe, expect, it } from 'vitest';
import { participant } from '../dev/FakeCall';
import { formatDuration } from '../src/call/formatDuration';
import { formatBitrate, formatShare, tileFigures } from '../src/call/stage/tileFigures';
import type { TileModel } from '../src/call/stage/tiles';
import { initials } from '../src/ui/initials';

const track = (change: Partial<TrackStats>): TrackStats => ({
  publication: 'ada.camera',
  participant: 'ada',
  direction: 'receive',
  kind: 'video',
  source: 'camera',
  codec: 'VP8',
  bitrate: 500_000,
  loss: 0,
  jitterMs: 4,
  packets: 1,
  packetsLost: 0,
  ...change,
});

const link = (id: string, tracks: readonly TrackStats[], change: Partial<CallStats['links'][number]> = {}) => ({
  participant: id,
  path: 'host' as const,
  rttMs: 10,
  availableOutgoingBitrate: null,
  quality: { level: 'good' as const, score: 4 },
  tracks,
  ...change,
});

const tile = (id: string, isLocal: boolean, source: TileModel['source'] = 'camera'): TileModel => ({
  key: id,
  source,
  participant: participant(id, id, { isLocal }),
  video: null,
  microphone: null,
});

describe('the figures of a tile', () => {
  const stats: CallStats = {
    at: 1,
    links: [
      link('ada', [
        track({ width: 320, height: 240, loss: 0.01 }),
        track({ kind: 'audio', source: 'microphone', codec: 'opus', bitrate: 32_000, loss: 0.02 }),
        track({ direction: 'send', width: 640, height: 480, bitrate: 300_000, limitation: 'bandwidth' }),
      ]),
      link('bob', [track({ direction: 'send', width: 320, height: 240, bitrate: 200_000 })], {
        path: 'relay',
        rttMs: 40,
      }),
    ],
  };

  it('are of somebody else what is received from them, the worst loss of all tracks', () => {
    expect(tileFigures(stats, tile('ada', false))).toMatchObject({
      codec: 'VP8',
      height: 240,
      videoBitrate: 500_000,
      audioBitrate: 32_000,
      loss: 0.02,
      rttMs: 10,
      paths: ['host'],
    });
  });

  it('are of somebody who comes through the server only theirs of its tracks', () => {
    const server = {
      ...link('', [
        track({ participant: 'cyd', height: 720, bitrate: 900_000 }),
        track({ participant: 'dan', height: 180, bitrate: 100_000 }),
      ]),
      participant: null,
      path: 'server' as const,
    };
    const moved = { ...stats, links: [...stats.links, server] };
    expect(tileFigures(moved, tile('dan', false))).toMatchObject({
      ...{ height: 180, videoBitrate: 100_000, paths: ['server'] },
    });
    expect(tileFigures(moved, tile('ada', false))?.paths).toEqual(['host']);
  });

  it('are of oneself what is sent to all together', () => {
    expect(tileFigures(stats, tile('me', true))).toMatchObject({
      height: 480,
      videoBitrate: 500_000,
      jitterMs: null,
      rttMs: 40,
      paths: ['host', 'relay'],
      limitation: 'bandwidth',
    });
  });

  it('are none while nothing flows', () => {
    expect(tileFigures(stats, tile('carol', false))).toBeNull();
    expect(tileFigures(stats, tile('ada', false, 'screen'))).toBeNull();
  });
});

it.each([
  [0, '0 kb/s'],
  [340_400, '340 kb/s'],
  [1_249_000, '1.2 Mb/s'],
])('%d bit/s read %s', (bitrate, text) => {
  expect(formatBitrate(bitrate)).toBe(text);
});

it.each([
  [0, '0 %'],
  [0.0042, '0.4 %'],
  [0.123, '12 %'],
])('a share of %d reads %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it.each([
  [0, '0:00'],
  [247.9, '4:07'],
  [3729, '1:02:09'],
  [-1, '0:00'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Jean-Luc de la Tour', 'JT'],
  ['陈思远', '陈'],
  ['佐藤 美咲', '佐'],
  ['👩‍🚀 Astro', '👩‍🚀'],
  ['  ', '?'],
])('%j has the initials %s', (name, text) => {
  expect(initials(name)).toBe(text);
});
