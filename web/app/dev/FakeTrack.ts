import type { LocalTrack, RemoteTrack, TrackKind, TrackSource } from '@plenum/client';

function attach(this: { readonly stream: MediaStream }, element: HTMLMediaElement): () => void {
  element.srcObject = this.stream;
  return () => {
    element.srcObject = null;
  };
}

export function fakeLocalTrack(source: TrackSource, stream: MediaStream): LocalTrack {
  return { isLocal: true, kind: kindOf(source), source, stream, attach };
}

export function fakeRemoteTrack(participant: string, source: TrackSource, stream: MediaStream): RemoteTrack {
  return {
    isLocal: false,
    kind: kindOf(source),
    source,
    stream,
    participant,
    publication: `${participant}.${source}`,
    attach,
  };
}

export function kindOf(source: TrackSource): TrackKind {
  return source === 'camera' || source === 'screen' ? 'video' : 'audio';
}
