import { Camera, Mic } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { DeviceSelect } from '../../devices/DeviceSelect';
import { MediaProblemNote } from '../../devices/MediaProblemNote';
import { useDeviceActions } from '../../devices/useDevices';
import { useTitle } from '../../hooks/useDocument';
import { useMessages } from '../../hooks/useMessages';
import { useObservable } from '../../hooks/useObservable';
import { usePreferences } from '../../hooks/usePreferences';
import { mediaProblem } from '../../session/mediaProblem';
import type { RoomSession } from '../../session/RoomSession';
import { Button } from '../../ui/Button';
import { PageShell } from '../../ui/PageShell';
import styles from './PreJoin.module.css';
import { Preview } from './Preview';

const maxNameLength = 64;

export interface PreJoinProps {
  readonly session: RoomSession;
  readonly joining: boolean;
  /** The server found the name too long. */
  readonly nameRefused: boolean;
  readonly initialName: string;
}

export function PreJoin({ session, joining, nameRefused, initialName }: PreJoinProps) {
  const t = useMessages();
  const [, change] = usePreferences();
  const [name, setName] = useState(initialName);
  useTitle(`${session.room} · Plenum`);

  const join = () => {
    change({ name: name.trim() });
    void session.join(name.trim());
  };
  const joinWithoutDevices = () => {
    session.media.release('microphone');
    session.media.release('camera');
    join();
  };
  return (
    <PageShell>
      <div className={styles['columns']}>
        <section className={styles['mine']} aria-label={t.prejoin.devices}>
          <Preview media={session.media} name={name} />
          <Devices session={session} />
        </section>
        <JoinForm
          room={session.room}
          name={name}
          setName={setName}
          joining={joining}
          refused={nameRefused}
          onJoin={join}
          onJoinWithoutDevices={joinWithoutDevices}
        />
      </div>
    </PageShell>
  );
}

function Devices({ session: { media } }: { readonly session: RoomSession }) {
  const t = useMessages();
  const state = useObservable(media);
  const actions = useDeviceActions(media);
  const problem = mediaProblem(state);
  const retry = () => {
    if (state.microphone.status === 'failed') void actions.setMicrophone(true);
    if (state.camera.status === 'failed') void actions.setCamera(true);
  };
  return (
    <>
      {problem && <MediaProblemNote problem={problem} onRetry={retry} />}
      <div className={styles['selects']}>
        <DeviceSelect
          compact
          label={t.devices.microphone}
          icon={<Mic />}
          devices={state.microphones}
          chosen={state.microphone.deviceId}
          onChoose={actions.chooseMicrophone}
          unnamed={t.devices.unnamedMicrophone}
        />
        <DeviceSelect
          compact
          label={t.devices.camera}
          icon={<Camera />}
          devices={state.cameras}
          chosen={state.camera.deviceId}
          onChoose={actions.chooseCamera}
          unnamed={t.devices.unnamedCamera}
        />
      </div>
    </>
  );
}

interface JoinFormProps {
  readonly room: string;
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly joining: boolean;
  readonly refused: boolean;
  readonly onJoin: () => void;
  readonly onJoinWithoutDevices: () => void;
}

function JoinForm({ room, name, setName, joining, refused, onJoin, onJoinWithoutDevices }: JoinFormProps) {
  const t = useMessages();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const withName = (action: () => void) => () => {
    if (name.trim() === '') input.current?.focus();
    else action();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withName(onJoin)();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <h1>{t.prejoin.title}</h1>
      <p className={styles['room']}>
        {t.prejoin.room} <b>{room}</b>
      </p>
      <label className={styles['name']}>
        <span>{t.prejoin.nameLabel}</span>
        <input
          ref={input}
          data-testid="prejoin-name"
          value={name}
          maxLength={maxNameLength}
          placeholder={t.prejoin.namePlaceholder}
          autoComplete="name"
          enterKeyHint="go"
          required
          aria-invalid={refused}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {refused && (
        <p role="alert" className={styles['error']}>
          {t.prejoin.nameTooLong(maxNameLength)}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" busy={joining} disabled={joining} data-testid="join">
        {joining ? t.prejoin.joining : t.prejoin.join}
      </Button>
      <Button
        variant="ghost"
        size="small"
        disabled={joining}
        title={t.prejoin.viewOnlyHint}
        data-testid="join-view-only"
        onClick={withName(onJoinWithoutDevices)}
      >
        {t.prejoin.viewOnly}
      </Button>
    </form>
  );
}
