import { MessageSquare } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useLanguage, useMessages } from '../../hooks/useMessages';
import { useCallState, useSelf } from '../CallContext';
import { type ChatGroup, groupChat } from '../chat/groups';
import { splitLinks } from '../chat/links';
import { ChatComposer } from './ChatComposer';
import styles from './ChatPanel.module.css';
import { SidePanel } from './SidePanel';

export function ChatPanel() {
  const t = useMessages();
  const chat = useCallState((state) => state.chat);
  const self = useSelf();
  const list = useRef<HTMLDivElement>(null);
  useStickToEnd(list, chat.length);
  return (
    <SidePanel title={t.chat.title} testId="chat">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div ref={list} className={styles['list']} role="log" aria-label={t.chat.title} tabIndex={0}>
        {chat.length === 0 && (
          <div className={styles['empty']}>
            <MessageSquare aria-hidden="true" />
            <strong>{t.chat.empty}</strong>
            <p>{t.chat.emptyHint}</p>
          </div>
        )}
        {groupChat(chat).map((group) => (
          <Group key={group.messages[0]?.id} group={group} own={group.participant === self?.id} />
        ))}
      </div>
      <ChatComposer allowed={self?.grants.includes('chat') ?? false} />
    </SidePanel>
  );
}

function Group({ group, own }: { readonly group: ChatGroup; readonly own: boolean }) {
  const t = useMessages();
  const language = useLanguage();
  const time = new Date(group.at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  return (
    <section className={styles['group']} data-own={own}>
      <header>
        <strong>{own ? t.common.you : group.name}</strong>
        <time dateTime={group.at}>{time}</time>
      </header>
      {group.messages.map((message) => (
        <p key={message.id} className={styles['message']} data-testid="chat-message" data-from={message.name}>
          <MessageText text={message.text} />
        </p>
      ))}
    </section>
  );
}

function MessageText({ text }: { readonly text: string }) {
  return splitLinks(text).map(({ text: piece, href }, index) =>
    href === null ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a message never change.
      <a key={index} href={href} target="_blank" rel="noopener noreferrer">
        {piece}
      </a>
    ),
  );
}

/** Follows the newest message, unless somebody has scrolled up to read. */
function useStickToEnd(list: RefObject<HTMLDivElement | null>, count: number): void {
  const opened = useRef(false);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || count === 0) return;
    const newest = element.lastElementChild?.getBoundingClientRect().height ?? 0;
    const distance = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (!opened.current || distance < newest + 120) element.scrollTop = element.scrollHeight;
    opened.current = true;
  }, [list, count]);
}
