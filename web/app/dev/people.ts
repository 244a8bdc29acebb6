import type { Look } from './picture';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
}

/** Oneself in the scenes. */
export const ownLook: Look = { hue: 220, skin: 72, hair: '#5b3a22', style: 'short', glasses: true };

export const people: readonly Person[] = [
  { id: 'p1', name: 'Amara Okafor', look: { hue: 40, skin: 46, hair: '#1a1310', style: 'curls' } },
  { id: 'p2', name: 'Lena Fischer', look: { hue: 200, skin: 80, hair: '#b98a4e', style: 'long' } },
  { id: 'p3', name: '陈思远', look: { hue: 160, skin: 76, hair: '#17171a', style: 'short', glasses: true } },
  { id: 'p4', name: 'Mateo García', look: { hue: 320, skin: 66, hair: '#2c1c12', style: 'short', beard: true } },
  { id: 'p5', name: 'Priya Raman', look: { hue: 70, skin: 58, hair: '#1d1412', style: 'bun' } },
  { id: 'p6', name: 'Jonas Lindqvist', look: { hue: 255, skin: 79, hair: '#8a5a2b', style: 'bald', beard: true } },
  { id: 'p7', name: '佐藤 美咲', look: { hue: 350, skin: 80, hair: '#201614', style: 'long' } },
  { id: 'p8', name: 'Nadia El-Sayed', look: { hue: 110, skin: 64, hair: '#3a2115', style: 'bun', glasses: true } },
];
