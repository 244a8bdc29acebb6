import { describe, expect, it } from 'vitest';
import { overall, qualityOf, scoreOf, smoothScore, UNKNOWN_QUALITY } from '../../src/stats/quality';
import { NO_COUNTERS, readReport, type StatsTrack } from '../../src/stats/reader';

const voice: StatsTrack = {
  ...{ publication: 'p2.microphone', participant: 'p2', direction: 'receive', kind: 'audio', source: 'microphone' },
  ...{ mid: '0', trackId: 'voice' },
};
const picture: StatsTrack = {
  ...{ publication: 'p1.camera', participant: 'p1', direction: 'send', kind: 'video', source: 'camera' },
  ...{ mid: '1', trackId: 'picture' },
};

type Stat = Record<string, unknown> & { id: string; type: string };

function report(...stats: Stat[]): [string, unknown][] {
  return stats.map((stat) => [stat.id, { timestamp: 1000, ...stat }]);
}

const inbound = { id: 'in', type: 'inbound-rtp', kind: 'audio', mid: '0', codecId: 'c', jitter: 0.02 };
const outbound = { id: 'out', type: 'outbound-rtp', kind: 'video', mid: '1', remoteId: 'remote' };

describe('a report', () => {
  it('gives rates between two readings', () => {
    const codec = { id: 'c', type: 'codec', mimeType: 'audio/opus' };
    const first = readReport(
      report({ ...inbound, bytesReceived: 1000, packetsReceived: 100, packetsLost: 5 }, codec),
      [voice],
      NO_COUNTERS,
    );
    expect(first.tracks[0]).toMatchObject({ bitrate: 0, loss: 0, codec: 'opus', jitterMs: 20 });
    const second = readReport(
      report(
        { ...inbound, timestamp: 2000, bytesReceived: 6000, packetsReceived: 145, packetsLost: 10, audioLevel: 0.5 },
        codec,
      ),
      [voice],
      first.counters,
    );
    expect(second.tracks[0]).toMatchObject({
      bitrate: 40_000,
      loss: 0.1,
      packets: 145,
      packetsLost: 10,
      audioLevel: 0.5,
    });
  });

  it('adds the layers of a picture up, and shows the largest that is sent', () => {
    const layer = (id: string, change: Record<string, unknown>) => ({ ...outbound, id, remoteId: '', ...change });
    const layers = (seconds: number) =>
      report(
        layer('q', { timestamp: seconds * 1000, bytesSent: seconds * 1000, frameHeight: 180, framesPerSecond: 30 }),
        layer('h', { timestamp: seconds * 1000, bytesSent: seconds * 3000, frameHeight: 360, framesPerSecond: 30 }),
        layer('f', { timestamp: seconds * 1000, bytesSent: 500, frameHeight: 720, framesPerSecond: 0 }),
      );
    const { counters } = readReport(layers(1), [picture], NO_COUNTERS);
    const { tracks } = readReport(layers(2), [picture], counters);
    expect(tracks[0]).toMatchObject({ bitrate: 32_000, height: 360 });
  });

  it('takes loss of what we send from the receiver', () => {
    const remote = {
      id: 'remote',
      type: 'remote-inbound-rtp',
      fractionLost: 0.25,
      packetsLost: 9,
      roundTripTime: 0.08,
    };
    const { tracks, rttMs } = readReport(
      report({ ...outbound, framesEncoded: 7, frameWidth: 640, qualityLimitationReason: 'cpu' }, remote),
      [picture],
      NO_COUNTERS,
    );
    expect(tracks[0]).toMatchObject({ loss: 0.25, packetsLost: 9, frames: 7, width: 640, limitation: 'cpu' });
    expect(rttMs).toBe(80);
  });

  it('finds tracks by their id where there is no mid', () => {
    const { mid: _, ...noMid } = inbound;
    const { tracks } = readReport(report({ ...noMid, trackIdentifier: 'voice' }), [voice], NO_COUNTERS);
    expect(tracks).toHaveLength(1);
    const source = { id: 'source', type: 'media-source', trackIdentifier: 'picture' };
    const { mid: __, ...noMidOut } = outbound;
    const sent = readReport(report({ ...noMidOut, mediaSourceId: 'source' }, source), [picture], NO_COUNTERS);
    expect(sent.tracks).toHaveLength(1);
  });

  it.each([
    ['host', 'host', 'host'],
    ['host', 'srflx', 'srflx'],
    ['prflx', 'host', 'prflx'],
    ['srflx', 'relay', 'relay'],
  ])('knows the path of a %s and a %s candidate', (local, remote, path) => {
    const candidates = [
      { id: 'l', type: 'local-candidate', candidateType: local },
      { id: 'r', type: 'remote-candidate', candidateType: remote },
    ];
    const pair = { id: 'p', type: 'candidate-pair', localCandidateId: 'l', remoteCandidateId: 'r' };
    const chromium = { id: 't', type: 'transport', selectedCandidatePairId: 'p' };
    const withRtt = { ...pair, currentRoundTripTime: 0.05, availableOutgoingBitrate: 1e6 };
    const reading = readReport(report(withRtt, chromium, ...candidates), [], NO_COUNTERS);
    expect(reading).toMatchObject({ path, rttMs: 50, availableOutgoingBitrate: 1e6 });
    const firefox = readReport(report({ ...pair, selected: true }, ...candidates), [], NO_COUNTERS);
    expect(firefox).toMatchObject({ path, rttMs: null, availableOutgoingBitrate: null });
  });

  it('without anything says so', () => {
    expect(readReport([], [voice], NO_COUNTERS)).toMatchObject({ path: 'unknown', rttMs: null, tracks: [] });
  });
});

describe('the quality', () => {
  const perfect = { connected: true, loss: 0, jitterMs: 5, rttMs: 30, frozenMs: 0 };

  it.each([
    [perfect, 'excellent'],
    [{ ...perfect, loss: 0.02, rttMs: 120 }, 'excellent'],
    [{ ...perfect, loss: 0.08 }, 'good'],
    [{ ...perfect, rttMs: 450, jitterMs: 60 }, 'good'],
    [{ ...perfect, loss: 0.2 }, 'poor'],
    [{ ...perfect, frozenMs: 600 }, 'poor'],
    [{ ...perfect, connected: false }, 'lost'],
  ] as const)('of %j is %s', (sample, level) => {
    expect(qualityOf(scoreOf(sample)).level).toBe(level);
  });

  it('falls at once and recovers slowly', () => {
    expect(smoothScore(5, 1)).toBe(1);
    expect(smoothScore(1, 5)).toBe(2);
    expect(smoothScore(null, 3)).toBe(3);
  });

  it('of oneself is the median of the links', () => {
    expect(overall([])).toBe(UNKNOWN_QUALITY);
    expect(overall([5, 5, 0.5].map(qualityOf)).score).toBe(5);
    expect(overall([1, 1, 5].map(qualityOf)).score).toBe(1);
  });
});
