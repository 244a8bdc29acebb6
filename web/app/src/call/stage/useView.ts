import { useMemo } from 'react';
import { useCall, useCallState, useUi } from '../CallContext';
import { focusOf, type TileModel, tilesOf } from './tiles';

export interface View {
  readonly tiles: readonly TileModel[];
  /** Key of the large tile, null in the grid. */
  readonly focused: string | null;
  readonly toggle: () => void;
}

export function useView(): View {
  const { ui } = useCall();
  const { view, pinned, showSelf } = useUi();
  const participants = useCallState((state) => state.participants);
  const activeSpeaker = useCallState((state) => state.activeSpeaker);
  const tiles = useMemo(() => tilesOf(participants, showSelf), [participants, showSelf]);
  const focused = focusOf(tiles, { view, pinned, activeSpeaker });
  const screenShared = tiles.some((tile) => tile.source === 'screen' && !tile.participant.isLocal);
  return { tiles, focused, toggle: () => ui.toggleView(focused !== null, screenShared) };
}
