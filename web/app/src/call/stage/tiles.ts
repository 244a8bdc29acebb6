import type { CallState, ParticipantState, PublicationState, TrackSource } from '@plenum/client';

/** What one tile shows. */
export interface TileModel {
  /** Stable over the life of what is shown. */
  readonly key: string;
  readonly source: 'camera' | 'screen';
  readonly participant: ParticipantState;
  readonly video: PublicationState | null;
  /** Null for a screen. */
  readonly microphone: PublicationState | null;
}

/** `auto`: a shared screen is large, else the grid. */
export type ViewMode = 'auto' | 'grid' | 'speaker';

export function publicationOf(participant: ParticipantState, source: TrackSource): PublicationState | null {
  return participant.publications.find((publication) => publication.source === source) ?? null;
}

/** Whether somebody can be heard: publishes a microphone that is not muted. */
export function isAudible(participant: ParticipantState): boolean {
  return publicationOf(participant, 'microphone')?.muted === false;
}

/** Shared screens first, then the others in the order of joining, oneself last; nobody who only watches. */
export function tilesOf(participants: CallState['participants'], showSelf = true): TileModel[] {
  const seen = participants.filter((p) => !p.audience);
  const inOrder = [...seen.filter((p) => !p.isLocal), ...seen.filter((p) => p.isLocal)];
  const cameras = inOrder.filter((p) => showSelf || !p.isLocal || seen.length === 1);
  return [...inOrder.flatMap(screenTiles), ...cameras.map(cameraTile)];
}

function screenTiles(participant: ParticipantState): TileModel[] {
  const screen = publicationOf(participant, 'screen');
  return screen ? [{ key: screen.id, source: 'screen', participant, video: screen, microphone: null }] : [];
}

function cameraTile(participant: ParticipantState): TileModel {
  return {
    key: participant.id,
    source: 'camera',
    participant,
    video: publicationOf(participant, 'camera'),
    microphone: publicationOf(participant, 'microphone'),
  };
}

export interface Focus {
  readonly view: ViewMode;
  readonly pinned: string | null;
  readonly activeSpeaker: string | null;
}

/**
 * The key of the tile that is shown large; null for the grid. A pin wins over everything; then a screen that somebody
 * else shares (one's own would be a mirror in a mirror); then, in speaker view, who speaks.
 */
export function focusOf(tiles: readonly TileModel[], { view, pinned, activeSpeaker }: Focus): string | null {
  const find = (test: (tile: TileModel) => boolean) => tiles.find(test)?.key ?? null;
  const pin = find((tile) => tile.key === pinned);
  if (pin !== null) return pin;
  if (view === 'grid') return null;
  const screen = find((tile) => tile.source === 'screen' && !tile.participant.isLocal);
  if (screen !== null || view === 'auto') return screen;
  return (
    find((tile) => tile.source === 'camera' && tile.participant.id === activeSpeaker) ??
    find((tile) => tile.source === 'camera' && !tile.participant.isLocal) ??
    tiles[0]?.key ??
    null
  );
}
