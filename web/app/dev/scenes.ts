import { type CallStats, type LinkStats, PlenumError, type PlenumErrorCode, type QualityLevel } from '@plenum/client';
import type { Sdk } from '../src/session/RoomSession';
import { personStream, slideStream } from './canvasStream';
import { FakeCall, participant, publication, selfId } from './FakeCall';
import { FakeMedia } from './FakeMedia';
import { ownLook, type Person, people } from './people';

/** What a scene's address says: `/dev.html?people=5&screen=p2&...`. */
export class Scene {
  constructor(private readonly query: URLSearchParams) {}

  sdk(): Sdk {
    return {
      createLocalMedia: () =>
        new FakeMedia({
          failure: this.code('fail'),
          streamFor: (source) => (source === 'screen' ? slideStream() : personStream(ownLook)),
        }),
      connect: async ({ media, room, name }) => {
        const refused = this.code('refuse');
        if (refused !== undefined) throw new PlenumError(refused, 'As the scene wants it.');
        if (this.query.has('stay')) await new Promise(() => undefined);
        const call = new FakeCall(media ?? this.sdk().createLocalMedia(), room, name ?? '');
        this.script(call);
        return call;
      },
    };
  }

  private script(call: FakeCall): void {
    if (this.query.has('waiting')) {
      call.set({ status: 'waiting', room: null, participants: [] });
      return;
    }
    const others = people.slice(0, Number(this.query.get('people') ?? 4) - 1);
    for (const [index, person] of others.entries()) call.add(this.person(person, index));
    call.set({ activeSpeaker: others[1]?.id ?? others[0]?.id ?? null });
    if (this.query.has('chat')) chat(call);
    if (this.query.has('knock')) knock(call);
    if (this.query.has('hand')) call.change(selfId, { handRaisedAt: '2026-01-01T10:02:00Z' });
    if (this.query.has('reconnecting')) call.set({ status: 'reconnecting' });
    const sheds = this.query.get('sheds');
    if (sheds === 'layers' || sheds === 'sidePictures' || sheds === 'pictures') call.set({ sheds });
    if (this.query.has('blocked')) call.set({ playbackBlocked: true });
    if (this.query.has('member')) call.change(selfId, { role: 'member', grants: participant('x', 'x').grants });
    call.stats.set(stats(others));
    if (this.query.has('notices')) setTimeout(() => notices(call), 800);
    const react = this.query.get('react');
    if (react) setTimeout(() => reactions(call, react), 800);
    const end = this.query.get('end');
    if (end === 'removed' || end === 'roomEnded' || end === 'replaced' || end === 'denied' || end === 'left') {
      setTimeout(() => call.end({ reason: end, error: null }), 100);
    }
  }

  private person({ id, name, look }: Person, index: number) {
    const cameraOff = index === 2 || index === 5;
    const qualities: QualityLevel[] = ['excellent', 'excellent', 'good', 'excellent', 'poor'];
    return participant(id, name, {
      speaking: index === 1 || (index === 0 && this.query.get('people') === '2'),
      handRaisedAt: index === 3 ? '2026-01-01T10:03:00Z' : null,
      quality: { level: qualities[index % qualities.length] ?? 'good', score: 4 },
      link: index === 6 ? 'reconnecting' : 'connected',
      publications: [
        publication(id, 'microphone', new MediaStream(), { muted: index === 0 || index === 3 }),
        ...(cameraOff ? [] : [publication(id, 'camera', personStream(look))]),
        ...(this.query.get('screen') === id ? [publication(id, 'screen', slideStream())] : []),
      ],
    });
  }

  private code(name: string): PlenumErrorCode | undefined {
    return (this.query.get(name) ?? undefined) as PlenumErrorCode | undefined;
  }
}

function chat(call: FakeCall): void {
  const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00Z`;
  call.say('p1', 'Amara Okafor', 'Morning! Can everybody see the tide tables?', at(4));
  call.say('p2', 'Lena Fischer', 'Yes, sharp and clear.', at(5));
  call.say('p2', 'Lena Fischer', 'The harbour office published new ones: https://example.org/tides/q3', at(5));
  call.say(selfId, 'Robin Vale', 'Thanks. I will bring them into the plan after this call.', at(6));
  call.say('p3', '陈思远', '好的，我会把第三季度的数据也加进去。', at(7));
  call.say('p4', 'Mateo García', 'Perfect 👌 Shall we look at week eleven next? It is the outlier.', at(9));
}

function knock(call: FakeCall): void {
  const since = '2026-01-01T10:05:00Z';
  call.set({
    waiting: [
      { id: 'w1', identity: 'w1', name: 'Tomasz Nowak', since },
      { id: 'w2', identity: 'w2', name: 'Ines Duarte', since },
    ],
  });
}

function notices(call: FakeCall): void {
  const by = call.state.participants.find((p) => p.id === 'p1') ?? null;
  call.add(participant('p9', 'Sofia Marini', { link: 'connecting' }));
  call.emit('mutedByHost', { source: 'microphone', by });
  call.emit('unmuteRequested', { source: 'microphone', by });
}

function reactions(call: FakeCall, emojis: string): void {
  for (const [index, emoji] of [...emojis].entries()) {
    const by = call.state.participants[index + 1] ?? call.state.participants[0];
    if (by) setTimeout(() => call.emit('reaction', { participant: by, emoji }), index * 250);
  }
}

function stats(others: readonly Person[]): CallStats {
  const track = { codec: 'VP8', bitrate: 612_000, loss: 0.004, jitterMs: 6, packets: 9000, packetsLost: 30 };
  const link = ({ id }: Person, index: number): LinkStats => ({
    participant: id,
    path: index % 3 === 2 ? 'relay' : 'host',
    rttMs: 18 + index * 9,
    availableOutgoingBitrate: 2_400_000,
    quality: { level: 'excellent', score: 4.8 },
    tracks: (['receive', 'send'] as const).flatMap((direction) => [
      {
        ...track,
        direction,
        publication: `${id}.camera`,
        participant: id,
        kind: 'video' as const,
        source: 'camera' as const,
        width: 640,
        height: 480,
        framesPerSecond: 30,
      },
      {
        ...track,
        direction,
        publication: `${id}.microphone`,
        participant: id,
        kind: 'audio' as const,
        source: 'microphone' as const,
        codec: 'opus',
        bitrate: 32_000,
      },
    ]),
  });
  return { at: 1, links: others.map(link) };
}
