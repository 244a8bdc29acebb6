import type { ChatMessage } from '@plenum/client';

/** Messages of one person in a row, shown under one name. */
export interface ChatGroup {
  readonly participant: string;
  readonly name: string;
  readonly at: string;
  readonly messages: readonly ChatMessage[];
}

const pauseMs = 5 * 60_000;

export function groupChat(chat: readonly ChatMessage[]): ChatGroup[] {
  const groups: { participant: string; name: string; at: string; messages: ChatMessage[] }[] = [];
  for (const message of chat) {
    const last = groups.at(-1);
    const previous = last?.messages.at(-1);
    const continues =
      last?.participant === message.participant &&
      previous !== undefined &&
      Date.parse(message.at) - Date.parse(previous.at) < pauseMs;
    if (last && continues) last.messages.push(message);
    else groups.push({ participant: message.participant, name: message.name, at: message.at, messages: [message] });
  }
  return groups;
}
