export type Route =
  | { readonly page: 'landing' }
  | { readonly page: 'room'; readonly room: string; readonly options: JoinOptions }
  | { readonly page: 'badRoom' };

/** What a link may ask for: `?name=X&join=now&camera=off&mic=off&view=only&token=JWT`. */
export interface JoinOptions {
  readonly name: string | null;
  readonly token: string | null;
  /** Skips the pre-join page. */
  readonly joinNow: boolean;
  /** No devices. */
  readonly viewOnly: boolean;
  /** Null: as last time. */
  readonly microphone: boolean | null;
  readonly camera: boolean | null;
}

const roomName = /^[A-Za-z0-9_-]{1,64}$/;

export function isRoomName(name: string): boolean {
  return roomName.test(name);
}

export function parseRoute({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Route {
  const match = /^\/r\/([^/]*)\/?$/.exec(pathname);
  if (!match) return { page: 'landing' };
  const room = decode(match[1] ?? '');
  return isRoomName(room) ? { page: 'room', room, options: parseJoinOptions(search) } : { page: 'badRoom' };
}

export function parseJoinOptions(search: string): JoinOptions {
  const query = new URLSearchParams(search);
  return {
    name: query.get('name')?.trim() || null,
    token: query.get('token') || null,
    joinNow: query.get('join') === 'now',
    viewOnly: query.get('view') === 'only',
    microphone: onOff(query.get('mic')),
    camera: onOff(query.get('camera')),
  };
}

export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}

/** The room that somebody means who types a name or pastes a link; null if it is neither. */
export function roomFromInput(input: string): string | null {
  const text = input.trim();
  const inLink = /\/r\/([^/?#]+)/.exec(text)?.[1];
  const room = inLink === undefined ? text.replace(/\s+/g, '-') : decode(inLink);
  return isRoomName(room) ? room : null;
}

function onOff(value: string | null): boolean | null {
  if (value === 'off') return false;
  return value === 'on' ? true : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
