import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { classes } from './classes';
import styles from './Menu.module.css';

interface TriggerProps {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly onClick: () => void;
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string;
}

export interface MenuProps {
  readonly label: string;
  readonly trigger: (props: TriggerProps) => ReactNode;
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
  /** A row of emojis instead of a list. */
  readonly row?: boolean;
}

/** A button's menu in the top layer, so that no tile or panel clips it: arrows move, Escape and a click outside close. */
export function Menu({ label, trigger, align = 'end', row = false, children }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();

  useEffect(() => {
    const element = popover.current;
    if (!open || !element || !button.current) return;
    place(element, button.current.getBoundingClientRect(), align);
    items(element)[0]?.focus();
  }, [open, align]);

  const close = () => {
    popover.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <>
      {trigger({
        ref: button,
        onClick: () => popover.current?.togglePopover(),
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': id,
      })}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={classes(styles['menu'], row && styles['row'])}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onClick={(event) => {
          if ((event.target as Element).closest('[role^="menuitem"]')) close();
        }}
        onKeyDown={moveFocus}
      >
        {open && children}
      </div>
    </>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  /** Makes it a choice among others. */
  readonly checked?: boolean;
  /** For an item whose content says little to those who cannot see it. */
  readonly label?: string;
  readonly 'data-testid'?: string;
}

export function MenuItem({ icon, children, onSelect, danger, checked, label, ...rest }: MenuItemProps) {
  const choice = checked !== undefined;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a choice is checked, and its role has the state.
    <button
      type="button"
      role={choice ? 'menuitemradio' : 'menuitem'}
      aria-checked={choice ? checked : undefined}
      aria-label={label}
      tabIndex={-1}
      className={classes(styles['item'], danger && styles['danger'], checked && styles['checked'])}
      onClick={onSelect}
      {...rest}
    >
      <span className={styles['icon']}>{icon}</span>
      <span className={styles['text']}>{children}</span>
    </button>
  );
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['heading']} role="presentation">
      {children}
    </div>
  );
}

/** Items side by side in a list of items. */
export function MenuRow({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['inline']} role="presentation">
      {children}
    </div>
  );
}

function items(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const all = items(event.currentTarget);
  const index = all.indexOf(document.activeElement as HTMLElement);
  const target: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowRight: index + 1,
    ArrowUp: index - 1,
    ArrowLeft: index - 1,
    Home: 0,
    End: -1,
  };
  const next = target[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  all.at(next % all.length)?.focus();
}

const margin = 8;

/** Above the button if there is room, else below; always inside the window. */
function place(menu: HTMLElement, anchor: DOMRect, align: 'start' | 'center' | 'end'): void {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const wished = {
    start: anchor.left,
    center: anchor.left + (anchor.width - width) / 2,
    end: anchor.right - width,
  }[align];
  const above = anchor.top - height - margin;
  const below = Math.min(anchor.bottom + margin, innerHeight - height - margin);
  menu.style.left = `${Math.max(margin, Math.min(wished, innerWidth - width - margin))}px`;
  menu.style.top = `${above >= margin && anchor.top > innerHeight / 2 ? above : Math.max(margin, below)}px`;
}
