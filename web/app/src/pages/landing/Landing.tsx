import { ArrowRight, Link2, Network, ShieldCheck, Video } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTitle } from '../../hooks/useDocument';
import { useMessages } from '../../hooks/useMessages';
import { randomRoomName } from '../../roomName';
import { roomFromInput, roomPath } from '../../route';
import { Button } from '../../ui/Button';
import { PageShell } from '../../ui/PageShell';
import styles from './Landing.module.css';
import { MeshArt } from './MeshArt';

export function Landing({ navigate }: { readonly navigate: (path: string) => void }) {
  const t = useMessages();
  useTitle('Plenum');
  return (
    <PageShell>
      <div className={styles['hero']}>
        <div className={styles['text']}>
          <h1>{t.landing.title}</h1>
          <p className={styles['lead']}>{t.landing.lead}</p>
          <div className={styles['actions']}>
            <Button
              variant="primary"
              size="large"
              icon={<Video size={20} aria-hidden="true" />}
              onClick={() => navigate(roomPath(randomRoomName()))}
            >
              {t.landing.create}
            </Button>
            <EnterRoom navigate={navigate} />
          </div>
        </div>
        <MeshArt />
      </div>
      <ul className={styles['points']}>
        <Point icon={<ShieldCheck />} title={t.landing.point1} text={t.landing.point1Text} />
        <Point icon={<Network />} title={t.landing.point2} text={t.landing.point2Text} />
        <Point icon={<Link2 />} title={t.landing.point3} text={t.landing.point3Text} />
      </ul>
    </PageShell>
  );
}

function EnterRoom({ navigate }: { readonly navigate: (path: string) => void }) {
  const t = useMessages();
  const [input, setInput] = useState('');
  const [invalid, setInvalid] = useState(false);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const room = roomFromInput(input);
    setInvalid(room === null);
    if (room !== null) navigate(roomPath(room));
  };
  return (
    <form className={styles['enter']} onSubmit={enter}>
      <div className={styles['field']}>
        <input
          aria-label={t.landing.roomLabel}
          aria-invalid={invalid}
          aria-describedby={invalid ? 'room-invalid' : undefined}
          placeholder={t.landing.roomPlaceholder}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={input}
          onChange={(event) => {
            setInput(event.target.value);
            setInvalid(false);
          }}
        />
        <Button type="submit" disabled={input.trim() === ''} variant="ghost" size="small">
          {t.landing.enter}
          <ArrowRight size={16} aria-hidden="true" />
        </Button>
      </div>
      {invalid && (
        <p id="room-invalid" role="alert" className={styles['invalid']}>
          {t.landing.invalid}
        </p>
      )}
    </form>
  );
}

function Point({ icon, title, text }: { readonly icon: ReactNode; readonly title: string; readonly text: string }) {
  return (
    <li>
      <span className={styles['pointIcon']} aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
    </li>
  );
}
