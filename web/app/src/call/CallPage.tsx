import type { Call } from '@plenum/client';
import { useEffect, useState } from 'react';
import { useServices } from '../app/AppContext';
import { deviceActions } from '../devices/useDevices';
import { useTitle } from '../hooks/useDocument';
import { CallContext, type CallScope, useCallState, useUi } from './CallContext';
import { CallHeader } from './CallHeader';
import styles from './CallPage.module.css';
import { CallUi } from './CallUi';
import { newestId } from './chat/unread';
import { ControlBar } from './controls/ControlBar';
import { CallDialogs } from './dialogs/CallDialogs';
import { useKeyboard } from './keyboard/useKeyboard';
import { Banners } from './notices/Banners';
import { NoticeBoard } from './notices/NoticeBoard';
import { Notices } from './notices/Notices';
import { watchCall } from './notices/watchCall';
import { ChatPanel } from './panels/ChatPanel';
import { ParticipantsPanel } from './panels/ParticipantsPanel';
import { PipProvider } from './pip/PipProvider';
import { Reactions } from './reactions/Reactions';
import { Stage } from './stage/Stage';
import { useWakeLock } from './useWakeLock';

export function CallPage({ call }: { readonly call: Call }) {
  const { preferences } = useServices();
  const [scope] = useState<CallScope>(() => ({
    call,
    ui: new CallUi(newestId(call.state.chat)),
    since: performance.now(),
    board: new NoticeBoard(),
    devices: deviceActions(call.media, preferences),
  }));
  useEffect(() => {
    const end = watchCall(call, { ...scope, presence: () => preferences.getSnapshot().presenceNotices });
    return () => {
      end();
      scope.board.close();
    };
  }, [call, scope, preferences]);
  return (
    <CallContext value={scope}>
      <PipProvider>
        <CallLayout />
      </PipProvider>
    </CallContext>
  );
}

function CallLayout() {
  const { panel } = useUi();
  const room = useCallState((state) => state.room?.name ?? '');
  useTitle(`${room} · Plenum`);
  useKeyboard();
  useWakeLock();
  return (
    <div className={styles['page']}>
      <CallHeader />
      <div className={styles['middle']}>
        <main className={styles['stage']}>
          <Banners />
          <Stage />
          <Reactions />
          <Notices />
        </main>
        {panel === 'chat' && <ChatPanel />}
        {panel === 'participants' && <ParticipantsPanel />}
      </div>
      <ControlBar />
      <CallDialogs />
    </div>
  );
}
