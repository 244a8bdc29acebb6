import type { Call } from '@plenum/client';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/AppContext';
import { CallPage } from '../../call/CallPage';
import { useMessages } from '../../hooks/useMessages';
import { useObservable, useSelected } from '../../hooks/useObservable';
import type { JoinOptions } from '../../route';
import { RoomSession } from '../../session/RoomSession';
import { PreJoin } from '../prejoin/PreJoin';
import { ConnectingPage } from './ConnectingPage';
import { OutcomePage } from './OutcomePage';
import { WaitingPage } from './WaitingPage';

export interface RoomPageProps {
  readonly room: string;
  readonly options: JoinOptions;
}

export function RoomPage({ room, options }: RoomPageProps) {
  const { sdk, preferences } = useServices();
  const t = useMessages();
  const [session, setSession] = useState<RoomSession | null>(null);
  const name = options.name ?? preferences.getSnapshot().name;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit starts once for each room; what the link asks for and what is remembered count at that moment.
  useEffect(() => {
    const visit = new RoomSession(sdk, preferences, room, options.token);
    const { microphoneOn, cameraOn } = preferences.getSnapshot();
    // A link that joins at once says everything itself; else the switches are as they were left.
    const fallback = (remembered: boolean) => (options.joinNow ? true : remembered);
    if (!options.viewOnly) {
      void visit.openDevices({
        microphone: options.microphone ?? fallback(microphoneOn),
        camera: options.camera ?? fallback(cameraOn),
      });
    }
    if (options.joinNow) void visit.join(name || t.prejoin.guest);
    setSession(visit);
    return () => visit.dispose();
  }, [room]);

  return session && <Visit session={session} joinNow={options.joinNow} name={name} />;
}

interface VisitProps {
  readonly session: RoomSession;
  readonly joinNow: boolean;
  readonly name: string;
}

function Visit({ session, joinNow, name }: VisitProps) {
  const state = useObservable(session);
  switch (state.phase) {
    case 'preparing':
      return <PreJoin session={session} joining={false} nameRefused={state.nameRefused} initialName={name} />;
    case 'joining':
      if (joinNow) return <ConnectingPage />;
      return <PreJoin session={session} joining nameRefused={false} initialName={name} />;
    case 'inCall':
      return <InCall call={state.call} />;
    case 'over':
      return <OutcomePage outcome={state.outcome} onAgain={() => session.prepare()} />;
  }
}

function InCall({ call }: { readonly call: Call }) {
  const waiting = useSelected(call, (state) => state.status === 'waiting');
  return waiting ? <WaitingPage call={call} /> : <CallPage call={call} />;
}
