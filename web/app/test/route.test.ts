import { describe, expect, it } from 'vitest';
import { randomRoomName } from '../src/roomName';
import { isRoomName, parseJoinOptions, parseRoute, roomFromInput } from '../src/route';

describe('the address', () => {
  it.each([
    ['/', { page: 'landing' }],
    ['/anything', { page: 'landing' }],
    ['/r/', { page: 'badRoom' }],
    ['/r/a%20b', { page: 'badRoom' }],
    ['/r/%E0%A4%A', { page: 'badRoom' }],
    [`/r/${'x'.repeat(65)}`, { page: 'badRoom' }],
    ['/r/tide-maple_42', { page: 'room', room: 'tide-maple_42' }],
    ['/r/tide/', { page: 'room', room: 'tide' }],
  ])('%s leads to %j', (pathname, expected) => {
    expect(parseRoute({ pathname, search: '' })).toMatchObject(expected);
  });

  it('asks for nothing by itself', () => {
    expect(parseJoinOptions('')).toEqual({
      name: null,
      token: null,
      joinNow: false,
      viewOnly: false,
      microphone: null,
      camera: null,
    });
  });

  it('may name somebody, join at once, switch devices, view only and carry a token', () => {
    expect(parseJoinOptions('?name=%20Ada%20&join=now&camera=off&mic=on&view=only&token=a.b.c')).toEqual({
      name: 'Ada',
      token: 'a.b.c',
      joinNow: true,
      viewOnly: true,
      microphone: true,
      camera: false,
    });
  });

  it('joins at once only when it says now', () => {
    expect(parseJoinOptions('?join=later').joinNow).toBe(false);
  });
});

describe('the room that somebody means', () => {
  it.each([
    ['tide-maple-42', 'tide-maple-42'],
    ['  tide-maple-42 ', 'tide-maple-42'],
    ['tide maple 42', 'tide-maple-42'],
    ['https://calls.example/r/tide-maple-42?name=X#y', 'tide-maple-42'],
    ['calls.example/r/tide', 'tide'],
    ['https://calls.example/r/a%20b', null],
    ['https://calls.example/', null],
    ['', null],
    ['ümlaut', null],
  ])('by %j is %j', (input, room) => {
    expect(roomFromInput(input)).toBe(room);
  });
});

it('makes room names that are valid and do not repeat', () => {
  const names = Array.from({ length: 500 }, () => randomRoomName());
  expect(names.every(isRoomName)).toBe(true);
  expect(new Set(names).size).toBe(names.length);
});
