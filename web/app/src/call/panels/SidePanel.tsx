import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { useCall } from '../CallContext';
import styles from './SidePanel.module.css';

export interface SidePanelProps {
  readonly title: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** Beside the stage on wide screens, a sheet over it on narrow ones. */
export function SidePanel({ title, testId, children }: SidePanelProps) {
  const t = useMessages();
  const { ui } = useCall();
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    const element = panel.current;
    // What is inside may have taken the focus already: the chat's field does.
    if (!element?.contains(document.activeElement)) heading.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [opener]);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    ui.closePanel();
  };
  return (
    <aside
      ref={panel}
      className={styles['panel']}
      aria-labelledby={titleId}
      data-testid={testId}
      onKeyDown={closeOnEscape}
    >
      <header className={styles['header']}>
        <h2 ref={heading} id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <IconButton
          label={t.common.close}
          icon={<X />}
          tone="ghost"
          size="small"
          tip="none"
          onClick={() => ui.closePanel()}
        />
      </header>
      {children}
    </aside>
  );
}
