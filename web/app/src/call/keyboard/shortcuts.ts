export type ShortcutAction =
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'hand'
  | 'chat'
  | 'participants'
  | 'layout'
  | 'statistics'
  | 'fullscreen'
  | 'help';

export interface Shortcut {
  readonly action: ShortcutAction;
  /** As `KeyboardEvent.key`, in lower case. */
  readonly key: string;
  readonly control: boolean;
}

/** Letters alone, and for microphone and camera the two that other meeting products have taught. */
export const shortcuts: readonly Shortcut[] = [
  { action: 'microphone', key: 'm', control: false },
  { action: 'microphone', key: 'd', control: true },
  { action: 'camera', key: 'v', control: false },
  { action: 'camera', key: 'e', control: true },
  { action: 'screen', key: 's', control: false },
  { action: 'hand', key: 'h', control: false },
  { action: 'chat', key: 'c', control: false },
  { action: 'participants', key: 'p', control: false },
  { action: 'layout', key: 'l', control: false },
  { action: 'statistics', key: 'i', control: false },
  { action: 'fullscreen', key: 'f', control: false },
  { action: 'help', key: '?', control: false },
];

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

export function shortcutOf(press: KeyPress, letters: boolean): ShortcutAction | null {
  if (press.altKey || press.repeat) return null;
  const control = press.ctrlKey || press.metaKey;
  if (!control && !letters) return null;
  const key = press.key.toLowerCase();
  return shortcuts.find((shortcut) => shortcut.key === key && shortcut.control === control)?.action ?? null;
}

const typing =
  'input:not([type="checkbox"],[type="radio"],[type="range"],[type="button"]),textarea,select,[contenteditable=""],[contenteditable="true"]';

/** Whether keys belong to the field that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

/** Whether the space bar presses what has the focus. */
export function takesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(`${typing},input,button,a,summary,[role^="menuitem"],[role="tab"]`) !== null
  );
}
