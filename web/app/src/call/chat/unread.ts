import type { ChatMessage } from '@plenum/client';

/** How many messages of others came after the last one that was seen. */
export function countUnread(chat: readonly ChatMessage[], self: string, lastSeen: number): number {
  return chat.filter((message) => message.id > lastSeen && message.participant !== self).length;
}

export function newestId(chat: readonly ChatMessage[]): number {
  return chat.at(-1)?.id ?? 0;
}
