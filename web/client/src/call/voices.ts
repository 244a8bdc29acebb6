import type { LocalMedia } from '../media/types';
import { participantOf, type RoomState } from '../room/state';
import { ActiveSpeaker, type Voice } from '../speaking/active-speaker';
import { SpeakingDetector } from '../speaking/detector';
import { ReceiverLevels } from '../speaking/receiver-level';

/** What brings a publication now. */
type ReceiverOf = (publication: string) => RTCRtpReceiver | undefined;

/** Who is heard: levels, who speaks, and who has the floor. Read fourteen times a second. */
export class Voices {
  private readonly receivers = new ReceiverLevels();
  private readonly floor = new ActiveSpeaker();
  private readonly detectors = new Map<string, SpeakingDetector>();
  private voices = new Map<string, Voice>();
  private active: string | null = null;

  constructor(private readonly media: LocalMedia) {}

  /** True if somebody began or stopped to speak. */
  update(room: RoomState, receiverOf: ReceiverOf, now: number): boolean {
    const before = this.voices;
    const activeBefore = this.active;
    const all = room.participants.map(({ id }) => this.voiceOf(id, this.levelOf(id, room, receiverOf), now));
    this.voices = new Map(all.map((voice) => [voice.participant, voice]));
    for (const id of this.detectors.keys()) if (!this.voices.has(id)) this.detectors.delete(id);
    this.active = this.floor.update(
      all.filter(({ participant }) => participant !== room.self),
      now,
    );
    return (
      this.active !== activeBefore || all.some((voice) => before.get(voice.participant)?.speaking !== voice.speaking)
    );
  }

  get activeSpeaker(): string | null {
    return this.active;
  }

  isSpeaking(participant: string): boolean {
    return this.voices.get(participant)?.speaking ?? false;
  }

  level(participant: string): number {
    return this.voices.get(participant)?.level ?? 0;
  }

  private voiceOf(participant: string, level: number, now: number): Voice {
    const detector = this.detectors.get(participant) ?? new SpeakingDetector();
    this.detectors.set(participant, detector);
    return { participant, level, speaking: detector.update(level, now) };
  }

  private levelOf(participant: string, room: RoomState, receiverOf: ReceiverOf): number {
    if (participant === room.self) return this.media.microphoneLevel();
    const microphone = participantOf(room, participant)?.publications.find(({ source }) => source === 'microphone');
    if (!microphone || microphone.muted) return 0;
    const receiver = receiverOf(microphone.id);
    return receiver ? this.receivers.read(receiver) : 0;
  }
}
