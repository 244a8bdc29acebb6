import { type Observable, Store } from '@plenum/client';
import type { ViewMode } from './stage/tiles';

export type Panel = 'chat' | 'participants';

export type DialogKind =
  | { readonly kind: 'settings' | 'shortcuts' | 'endForAll' }
  | { readonly kind: 'remove'; readonly participant: string; readonly name: string };

/** What of the call's page is one's own affair: which panel is open, what is pinned. */
export interface CallUiState {
  readonly panel: Panel | null;
  readonly dialog: DialogKind | null;
  readonly view: ViewMode;
  readonly pinned: string | null;
  readonly statistics: boolean;
  readonly showSelf: boolean;
  /** Id of the newest message that was seen. */
  readonly lastSeen: number;
}

export class CallUi implements Observable<CallUiState> {
  private readonly store: Store<CallUiState>;
  readonly getSnapshot: () => CallUiState;
  readonly subscribe: (listener: () => void) => () => void;

  /** What was said before one came counts as seen: `lastSeen` is the newest message then. */
  constructor(lastSeen = 0) {
    this.store = new Store<CallUiState>({
      panel: null,
      dialog: null,
      view: 'auto',
      pinned: null,
      statistics: false,
      showSelf: true,
      lastSeen,
    });
    this.getSnapshot = this.store.getSnapshot;
    this.subscribe = this.store.subscribe;
  }

  togglePanel(panel: Panel): void {
    this.change(({ panel: open }) => ({ panel: open === panel ? null : panel }));
  }

  closePanel(): void {
    this.change(() => ({ panel: null }));
  }

  open(dialog: DialogKind): void {
    this.change(() => ({ dialog }));
  }

  closeDialog(): void {
    this.change(() => ({ dialog: null }));
  }

  togglePin(tile: string): void {
    this.change(({ pinned }) => ({ pinned: pinned === tile ? null : tile }));
  }

  /** From one large tile to the grid and back. `auto` would show a shared screen large at once again. */
  toggleView(isFocused: boolean, screenShared: boolean): void {
    this.change(() => (isFocused ? { view: screenShared ? 'grid' : 'auto', pinned: null } : { view: 'speaker' }));
  }

  /** A screen that is newly shared is what everybody wants to see, even who had chosen the grid before. */
  screenStarted(): void {
    this.change(({ view }) => ({ view: view === 'grid' ? 'auto' : view }));
  }

  sawMessage(id: number): void {
    this.change(({ lastSeen }) => ({ lastSeen: Math.max(lastSeen, id) }));
  }

  toggleStatistics(): void {
    this.change(({ statistics }) => ({ statistics: !statistics }));
  }

  toggleSelf(): void {
    this.change(({ showSelf }) => ({ showSelf: !showSelf }));
  }

  private change(change: (state: CallUiState) => Partial<CallUiState>): void {
    this.store.update((state) => ({ ...state, ...change(state) }));
  }
}
