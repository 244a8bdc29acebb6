import { TriangleAlert } from 'lucide-react';
import { useMessages } from '../hooks/useMessages';
import type { Messages } from '../i18n/messages';
import type { MediaProblem } from '../session/mediaProblem';
import { Button } from '../ui/Button';
import styles from './MediaProblemNote.module.css';

export interface MediaProblemNoteProps {
  readonly problem: MediaProblem;
  readonly onRetry: () => void;
}

export function MediaProblemNote({ problem, onRetry }: MediaProblemNoteProps) {
  const t = useMessages();
  const { title, help } = problemTexts(t, problem);
  return (
    <div className={styles['note']} role="alert" data-testid="media-problem" data-problem={problem.kind}>
      <TriangleAlert aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <p>{help}</p>
      </div>
      <Button size="small" onClick={onRetry}>
        {t.mediaProblem.retry}
      </Button>
    </div>
  );
}

export function problemTexts(t: Messages, { kind, device }: MediaProblem): { title: string; help: string } {
  const texts: { title: string; help: string; titleCamera?: string; titleMicrophone?: string } = t.mediaProblem[kind];
  const title = { both: texts.title, camera: texts.titleCamera, microphone: texts.titleMicrophone }[device];
  return { title: title ?? texts.title, help: texts.help };
}
