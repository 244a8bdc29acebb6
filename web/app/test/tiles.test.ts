// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { participant, publication } from '../dev/FakeCall';
import { CallUi } from '../src/call/CallUi';
import { inOrder } from '../src/call/panels/order';
import { focusOf, tilesOf } from '../src/call/stage/tiles';

const self = participant('self', 'Me', { isLocal: true });
const ada = participant('ada', 'Ada');
const bob = participant('bob', 'Bob');
const sharing = (who: typeof ada) => ({ ...who, publications: [publication(who.id, 'screen', new MediaStream())] });
const keys = (tiles: ReturnType<typeof tilesOf>) => tiles.map((tile) => tile.key);

describe('tiles', () => {
  it('show the others in the order of joining and oneself last', () => {
    expect(keys(tilesOf([self, ada, bob]))).toEqual(['ada', 'bob', 'self']);
  });

  it('show screens first', () => {
    expect(keys(tilesOf([self, ada, sharing(bob)]))).toEqual(['bob.screen', 'ada', 'bob', 'self']);
  });

  it('leave oneself out when wished, unless nobody else is there', () => {
    expect(keys(tilesOf([self, ada], false))).toEqual(['ada']);
    expect(keys(tilesOf([self], false))).toEqual(['self']);
  });
});

describe('somebody who only watches', () => {
  it('has no tile, and is nobody to be alone with', () => {
    const player = participant('player', 'Player', { audience: true });
    expect(keys(tilesOf([self, ada, player]))).toEqual(['ada', 'self']);
    expect(keys(tilesOf([self, player], false))).toEqual(['self']);
  });
});

describe('the large tile', () => {
  const focus = { view: 'auto', pinned: null, activeSpeaker: null } as const;
  const tiles = tilesOf([self, ada, bob]);

  it('is none in the grid', () => {
    expect(focusOf(tiles, focus)).toBeNull();
  });

  it('is the pinned one before all', () => {
    const shared = tilesOf([self, sharing(ada), bob]);
    expect(focusOf(shared, { view: 'grid', pinned: 'bob', activeSpeaker: 'ada' })).toBe('bob');
  });

  it('is no pin of somebody who left', () => {
    expect(focusOf(tiles, { ...focus, pinned: 'gone' })).toBeNull();
  });

  it('is a screen that somebody else shares', () => {
    expect(focusOf(tilesOf([self, sharing(ada)]), focus)).toBe('ada.screen');
    expect(focusOf(tilesOf([sharing(self), ada]), focus)).toBeNull();
  });

  it('is no screen for who chose the grid', () => {
    expect(focusOf(tilesOf([self, sharing(ada)]), { ...focus, view: 'grid' })).toBeNull();
  });

  it('is who speaks in speaker view, else somebody else, else oneself', () => {
    expect(focusOf(tiles, { ...focus, view: 'speaker', activeSpeaker: 'bob' })).toBe('bob');
    expect(focusOf(tiles, { ...focus, view: 'speaker' })).toBe('ada');
    expect(focusOf(tilesOf([self]), { ...focus, view: 'speaker' })).toBe('self');
  });
});

describe('the page', () => {
  it('goes from the grid to the speaker and back', () => {
    const ui = new CallUi();
    ui.toggleView(false, false);
    expect(ui.getSnapshot().view).toBe('speaker');
    ui.toggleView(true, false);
    expect(ui.getSnapshot().view).toBe('auto');
  });

  it('shows a grid with a screen in it to who asks for one, until another screen is shared', () => {
    const ui = new CallUi();
    ui.toggleView(true, true);
    expect(ui.getSnapshot().view).toBe('grid');
    ui.screenStarted();
    expect(ui.getSnapshot().view).toBe('auto');
  });

  it('unpins when the grid is asked for', () => {
    const ui = new CallUi();
    ui.togglePin('ada');
    ui.toggleView(true, false);
    expect(ui.getSnapshot().pinned).toBeNull();
  });

  it('has one panel open at a time', () => {
    const ui = new CallUi();
    ui.togglePanel('chat');
    ui.togglePanel('participants');
    expect(ui.getSnapshot().panel).toBe('participants');
    ui.togglePanel('participants');
    expect(ui.getSnapshot().panel).toBeNull();
  });
});

it('lists raised hands first, the longest raised on top, then oneself, then as they came', () => {
  const early = participant('early', 'Early', { handRaisedAt: '2026-01-01T10:00:00Z' });
  const late = participant('late', 'Late', { handRaisedAt: '2026-01-01T10:05:00Z' });
  expect(inOrder([ada, late, self, bob, early]).map(({ id }) => id)).toEqual(['early', 'late', 'self', 'ada', 'bob']);
});
