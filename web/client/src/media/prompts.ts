import { PlenumError } from '../errors';
import type { TrackKind } from '../wire.generated';

interface Wish {
  readonly kind: TrackKind;
  readonly constraints: MediaTrackConstraints;
  readonly resolve: (track: MediaStreamTrack) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks for a microphone and a camera that are wanted in the same moment with one question, as people expect it. A refusal
 * is the answer for both; any other failure (one of them is missing) is found out for each alone.
 */
export class PromptMerger {
  private wishes: Wish[] = [];

  open(kind: TrackKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    return new Promise((resolve, reject) => {
      this.wishes.push({ kind, constraints, resolve, reject });
      if (this.wishes.length === 1) setTimeout(() => this.ask());
    });
  }

  private async ask(): Promise<void> {
    const wishes = this.wishes;
    this.wishes = [];
    const [first, second] = wishes;
    const isPair = first && second && wishes.length === 2 && first.kind !== second.kind;
    if (!isPair) return void wishes.map(askAlone);
    try {
      const stream = await open({ [first.kind]: first.constraints, [second.kind]: second.constraints });
      for (const wish of wishes) wish.resolve(trackOf(stream, wish.kind));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError')
        for (const wish of wishes) wish.reject(error);
      else for (const wish of wishes) void askAlone(wish);
    }
  }
}

export function requireMediaDevices(): MediaDevices {
  if (navigator.mediaDevices) return navigator.mediaDevices;
  if (!globalThis.isSecureContext) throw new PlenumError('insecureContext', 'Devices need https or localhost.');
  throw new PlenumError('unsupported', 'This browser has no media devices.');
}

async function askAlone({ kind, constraints, resolve, reject }: Wish): Promise<void> {
  try {
    resolve(trackOf(await open({ [kind]: constraints }), kind));
  } catch (error) {
    reject(error);
  }
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStream> {
  return requireMediaDevices().getUserMedia(constraints);
}

function trackOf(stream: MediaStream, kind: TrackKind): MediaStreamTrack {
  const track = stream.getTracks().find((one) => one.kind === kind);
  if (!track) throw new PlenumError('mediaFailed', `The browser gave no ${kind} track.`);
  return track;
}
