import { ArrowUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { useCall } from '../CallContext';
import styles from './ChatPanel.module.css';

const maxLength = 4000;

export function ChatComposer({ allowed }: { readonly allowed: boolean }) {
  const t = useMessages();
  const { call, board } = useCall();
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  useEffect(() => input.current?.focus(), []);

  const send = async () => {
    const message = text.trim();
    if (message === '') return;
    setText('');
    try {
      await call.sendChat(message);
    } catch {
      board.post({ topic: 'chat failed', tone: 'warning', text: (messages) => messages.chat.failed });
      setText((typed) => typed || message);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // Enter that ends the composing of a Chinese word does not end the message.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  if (!allowed) return <p className={styles['note']}>{t.chat.forbidden}</p>;
  return (
    <form className={styles['composer']} onSubmit={submit}>
      <textarea
        ref={input}
        data-testid="chat-input"
        aria-label={t.chat.placeholder}
        placeholder={t.chat.placeholder}
        rows={1}
        maxLength={maxLength}
        enterKeyHint="send"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={sendOnEnter}
      />
      <IconButton
        type="submit"
        size="small"
        tone={text.trim() === '' ? 'neutral' : 'active'}
        tip="none"
        label={t.chat.send}
        icon={<ArrowUp />}
        data-testid="chat-send"
        disabled={text.trim() === ''}
      />
    </form>
  );
}
