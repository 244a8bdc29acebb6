import type { ChatMessage } from '@plenum/client';
import { describe, expect, it } from 'vitest';
import { groupChat } from '../src/call/chat/groups';
import { splitLinks } from '../src/call/chat/links';
import { countUnread, newestId } from '../src/call/chat/unread';

const message = (id: number, participant: string, at = '2026-01-01T10:00:00Z'): ChatMessage => ({
  id,
  participant,
  name: participant,
  text: `text ${id}`,
  at,
});

describe('unread messages', () => {
  const chat = [message(1, 'ada'), message(2, 'me'), message(3, 'ada'), message(4, 'bob')];

  it('are those of others since the last one that was seen', () => {
    expect(countUnread(chat, 'me', 0)).toBe(3);
    expect(countUnread(chat, 'me', 2)).toBe(2);
    expect(countUnread(chat, 'me', newestId(chat))).toBe(0);
  });

  it('are none in an empty chat', () => {
    expect(countUnread([], 'me', newestId([]))).toBe(0);
  });
});

describe('groups', () => {
  it('hold what one person said in a row', () => {
    const groups = groupChat([message(1, 'ada'), message(2, 'ada'), message(3, 'bob'), message(4, 'ada')]);
    expect(groups.map((group) => group.messages.map(({ id }) => id))).toEqual([[1, 2], [3], [4]]);
  });

  it('end with a pause', () => {
    const groups = groupChat([message(1, 'ada'), message(2, 'ada', '2026-01-01T10:06:00Z')]);
    expect(groups).toHaveLength(2);
  });
});

describe('links', () => {
  const links = (text: string) => splitLinks(text).flatMap((piece) => piece.href ?? []);

  it.each([
    ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
    ['(http://example.org)', ['http://example.org']],
    ['看 https://example.org。', ['https://example.org']],
    ['https://a.example and https://b.example', ['https://a.example', 'https://b.example']],
    ['javascript:alert(1) data:text/html,x ftp://a', []],
    ['https://', []],
    ['no link', []],
  ])('in %j are %j', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it('lose nothing of the text', () => {
    const text = 'a https://example.org/x, b https://example.org/y! c';
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
