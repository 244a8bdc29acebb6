import { type Observable, Store } from '@plenum/client';
import type { Messages } from '../../i18n/messages';

export interface NoticeAction {
  readonly label: (t: Messages) => string;
  readonly run: () => void;
}

export interface NoticeContent {
  readonly text: (t: Messages) => string;
  readonly tone?: 'info' | 'warning';
  readonly action?: NoticeAction;
  /** A notice of the same topic is replaced instead of stacked. */
  readonly topic?: string;
}

export interface Notice extends NoticeContent {
  readonly id: number;
}

const shownMs = 5_000;
/** Who is asked something needs time to answer. */
const shownWithActionMs = 15_000;
const maxShown = 4;

/** The notices on the screen; each takes itself off after a while. */
export class NoticeBoard implements Observable<readonly Notice[]> {
  private readonly store = new Store<readonly Notice[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private lastId = 0;
  readonly getSnapshot = this.store.getSnapshot;
  readonly subscribe = this.store.subscribe;

  post(content: NoticeContent): void {
    const notice: Notice = { ...content, id: ++this.lastId };
    const others = this.getSnapshot().filter(({ topic }) => topic === undefined || topic !== content.topic);
    this.store.set([...others, notice].slice(-maxShown));
    const duration = content.action ? shownWithActionMs : shownMs;
    this.timers.set(
      notice.id,
      setTimeout(() => this.dismiss(notice.id), duration),
    );
  }

  readonly dismiss = (id: number): void => {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.store.set(this.getSnapshot().filter((notice) => notice.id !== id));
  };

  dismissTopic(topic: string): void {
    for (const notice of this.getSnapshot()) if (notice.topic === topic) this.dismiss(notice.id);
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
