import type { ReactNode } from 'react';
import { LanguageMenu } from './LanguageMenu';
import { Logo } from './Logo';
import styles from './PageShell.module.css';

/** The frame of every page but the call: logo, language, a quiet glow behind. */
export function PageShell({ children, center = false }: { readonly children: ReactNode; readonly center?: boolean }) {
  return (
    <div className={styles['page']}>
      <div className={styles['glow']} aria-hidden="true" />
      <header className={styles['header']}>
        <a href="/" className={styles['home']} aria-label="Plenum">
          <Logo />
        </a>
        <LanguageMenu />
      </header>
      <main className={center ? styles['center'] : styles['main']}>{children}</main>
    </div>
  );
}
