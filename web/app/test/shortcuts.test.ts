// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { isTyping, type KeyPress, shortcutOf, takesSpace } from '../src/call/keyboard/shortcuts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...change,
});

describe('a key', () => {
  it.each([
    [press('m'), 'microphone'],
    [press('M'), 'microphone'],
    [press('d', { ctrlKey: true }), 'microphone'],
    [press('e', { metaKey: true }), 'camera'],
    [press('v'), 'camera'],
    [press('?'), 'help'],
    [press('d'), null],
    [press('m', { ctrlKey: true }), null],
    [press('m', { altKey: true }), null],
    [press('m', { repeat: true }), null],
    [press('Enter'), null],
  ])('%j means %s', (key, action) => {
    expect(shortcutOf(key, true)).toBe(action);
  });

  it('of one letter means nothing when those are switched off; with Ctrl it still does', () => {
    expect(shortcutOf(press('m'), false)).toBeNull();
    expect(shortcutOf(press('d', { ctrlKey: true }), false)).toBe('microphone');
  });
});

describe('the focus', () => {
  const inside = (html: string): Element => {
    document.body.innerHTML = html;
    return document.body.querySelector('[data-here]') as Element;
  };

  it.each([
    ['<input data-here>', true],
    ['<textarea data-here></textarea>', true],
    ['<select data-here></select>', true],
    ['<div contenteditable="true"><b data-here></b></div>', true],
    ['<input type="checkbox" data-here>', false],
    ['<button data-here></button>', false],
    ['<p data-here></p>', false],
  ])('in %s is typing: %s', (html, typing) => {
    expect(isTyping(inside(html))).toBe(typing);
  });

  it.each([
    ['<button><i data-here></i></button>', true],
    ['<input type="checkbox" data-here>', true],
    ['<a href="/" data-here></a>', true],
    ['<textarea data-here></textarea>', true],
    ['<p data-here></p>', false],
  ])('in %s takes the space bar: %s', (html, takes) => {
    expect(takesSpace(inside(html))).toBe(takes);
  });

  it('on nothing takes nothing', () => {
    expect(isTyping(null)).toBe(false);
    expect(takesSpace(null)).toBe(false);
  });
});
