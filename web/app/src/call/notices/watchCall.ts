import type { Call, CallState, LeaveReason, ParticipantState, PlenumErrorCode, TrackSource } from '@plenum/client';
import type { DeviceActions } from '../../devices/useDevices';
import type { Messages } from '../../i18n/messages';
import type { CallUi } from '../CallUi';
import type { NoticeBoard, NoticeContent } from './NoticeBoard';

export interface WatchOptions {
  readonly board: NoticeBoard;
  readonly ui: CallUi;
  readonly devices: DeviceActions;
  /** Whether joins and leaves are told. */
  readonly presence: () => boolean;
}

/** Turns what happens in a call into notices. Returns the function that ends it. */
export function watchCall(call: Call, options: WatchOptions): () => void {
  const ends = [
    watchPeople(call, options),
    watchHost(call, options),
    watchDevices(call, options),
    watchState(call, options),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function watchPeople(call: Call, { board, ui, presence }: WatchOptions): () => void {
  const tellPresence = (content: NoticeContent) => {
    if (presence()) board.post(content);
  };
  return all(
    call.on('participantJoined', ({ participant: { name } }) => tellPresence({ text: (t) => t.notices.joined(name) })),
    call.on('participantLeft', ({ participant: { name }, reason }) =>
      tellPresence({ text: (t) => leaveText(t, name, reason) }),
    ),
    call.on('handRaised', ({ participant: { name, isLocal } }) => {
      if (!isLocal) board.post({ text: (t) => t.notices.handRaised(name) });
    }),
    call.on('published', ({ publication }) => {
      const by = nameOf(call.state, publication.participant);
      if (publication.source !== 'screen' || publication.participant === call.state.self) return;
      ui.screenStarted();
      board.post({ text: (t) => t.notices.screenStarted(by) });
    }),
    call.on('chat', ({ message }) => {
      if (message.participant === call.state.self || ui.getSnapshot().panel === 'chat') return;
      board.post({
        topic: 'chat',
        text: (t) => t.chat.from(message.name, message.text),
        action: { label: (t) => t.chat.title, run: () => ui.togglePanel('chat') },
      });
    }),
    ui.subscribe(() => {
      if (ui.getSnapshot().panel === 'chat') board.dismissTopic('chat');
    }),
    call.on('waitingArrived', ({ person }) =>
      board.post({
        topic: `waiting ${person.id}`,
        text: (t) => t.notices.waiting(person.name),
        action: { label: (t) => t.participants.admit, run: () => void report(board, call.host.admit(person.id)) },
      }),
    ),
  );
}

function watchHost(call: Call, { board, devices }: WatchOptions): () => void {
  return all(
    call.on('mutedByHost', ({ source, by }) => board.post({ tone: 'warning', text: (t) => mutedText(t, source, by) })),
    call.on('unmuteRequested', ({ source, by }) => {
      const name = (t: Messages) => by?.name ?? t.common.host;
      const camera = source === 'camera';
      board.post({
        topic: `unmute ${source}`,
        text: (t) => (camera ? t.notices.askedToTurnCameraOn(name(t)) : t.notices.askedToUnmute(name(t))),
        action: {
          label: (t) => (camera ? t.notices.turnOn : t.notices.unmute),
          run: () => void (camera ? devices.setCamera(true) : devices.setMicrophone(true)),
        },
      });
    }),
  );
}

function watchDevices(call: Call, { board, ui }: WatchOptions): () => void {
  return call.media.on('stopped', ({ source, error }) => {
    if (source !== 'microphone' && source !== 'camera') {
      if (error && source === 'screen') board.post({ tone: 'warning', text: (t) => t.notices.screenFailed });
      return;
    }
    board.post({
      tone: 'warning',
      text: (t) => (source === 'camera' ? t.notices.deviceLostCamera : t.notices.deviceLostMicrophone),
      action: { label: (t) => t.notices.chooseDevice, run: () => ui.open({ kind: 'settings' }) },
    });
  });
}

/** What has no event of its own is seen by comparing two states. */
function watchState(call: Call, { board }: WatchOptions): () => void {
  let previous = call.state;
  return call.subscribe(() => {
    const current = call.state;
    for (const content of changes(previous, current)) board.post(content);
    previous = current;
  });
}

export function changes(previous: CallState, current: CallState): NoticeContent[] {
  const found: NoticeContent[] = [];
  if (previous.status === 'reconnecting' && current.status === 'connected') {
    found.push({ topic: 'connection', text: (t) => t.call.reconnected });
  }
  if (previous.room && current.room && previous.room.locked !== current.room.locked) {
    const { locked } = current.room;
    found.push({ topic: 'lock', text: (t) => (locked ? t.notices.roomLocked : t.notices.roomUnlocked) });
  }
  const before = selfOf(previous);
  const now = selfOf(current);
  if (before && now && before.role !== now.role && (before.role === 'host' || now.role === 'host')) {
    const host = now.role === 'host';
    found.push({ topic: 'role', text: (t) => (host ? t.notices.nowHost : t.notices.noLongerHost) });
  }
  return found;
}

/** Waits for a request and tells of its failure. */
export async function report(board: NoticeBoard, action: Promise<void>): Promise<void> {
  try {
    await action;
  } catch (error) {
    const code = (error as { code?: PlenumErrorCode }).code;
    board.post({ topic: 'failure', tone: 'warning', text: (t) => failureText(t, code) });
  }
}

function failureText(t: Messages, code: PlenumErrorCode | undefined): string {
  if (code === 'forbidden') return t.notices.forbidden;
  return code === 'rateLimited' ? t.notices.rateLimited : t.notices.actionFailed;
}

function leaveText(t: Messages, name: string, reason: LeaveReason): string {
  if (reason === 'timedOut') return t.notices.timedOut(name);
  return reason === 'removed' ? t.notices.removedOther(name) : t.notices.left(name);
}

function mutedText(t: Messages, source: TrackSource, by: ParticipantState | null): string {
  if (source === 'camera') return t.notices.cameraOffByHost;
  if (source !== 'microphone') return t.notices.screenStoppedByHost;
  return by ? t.notices.mutedByNamed(by.name) : t.notices.mutedByHost;
}

function nameOf(state: CallState, id: string): string {
  return state.participants.find((participant) => participant.id === id)?.name ?? '';
}

function selfOf(state: CallState): ParticipantState | undefined {
  return state.participants.find((participant) => participant.isLocal);
}

function all(...ends: (() => void)[]): () => void {
  return () => {
    for (const end of ends) end();
  };
}
