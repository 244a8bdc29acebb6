import type { Call, CallState, ParticipantState } from '@plenum/client';
import { createContext, useContext } from 'react';
import type { DeviceActions } from '../devices/useDevices';
import { useObservable, useSelected } from '../hooks/useObservable';
import type { CallUi, CallUiState } from './CallUi';
import type { NoticeBoard } from './notices/NoticeBoard';
import { report } from './notices/watchCall';

/** What every part of the call's page works with. */
export interface CallScope {
  readonly call: Call;
  readonly ui: CallUi;
  readonly board: NoticeBoard;
  readonly devices: DeviceActions;
  /** `performance.now()` when one came in. */
  readonly since: number;
}

export const CallContext = createContext<CallScope | null>(null);

export function useCall(): CallScope {
  const scope = useContext(CallContext);
  if (!scope) throw new Error('CallContext is missing');
  return scope;
}

export function useCallState<T>(select: (state: CallState) => T): T {
  return useSelected(useCall().call, select);
}

export function useUi(): CallUiState {
  return useObservable(useCall().ui);
}

export function selfOf(state: CallState): ParticipantState | undefined {
  return state.participants.find((participant) => participant.isLocal);
}

export function useSelf(): ParticipantState | undefined {
  return useCallState(selfOf);
}

export function useIsHost(): boolean {
  return useSelf()?.grants.includes('moderate') ?? false;
}

/** Runs a request and tells of its failure in a notice. */
export function useRequest(): (action: Promise<void>) => void {
  const { board } = useCall();
  return (action) => void report(board, action);
}
