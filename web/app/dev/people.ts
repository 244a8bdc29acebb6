export interface Person {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
}

export const people: readonly Person[] = [
  { id: 'p1', name: 'Amara Okafor', hue: 28 },
  { id: 'p2', name: 'Lena Fischer', hue: 205 },
  { id: 'p3', name: '陈思远', hue: 160 },
  { id: 'p4', name: 'Mateo García', hue: 320 },
  { id: 'p5', name: 'Priya Raman', hue: 48 },
  { id: 'p6', name: 'Jonas Lindqvist', hue: 255 },
  { id: 'p7', name: '佐藤 美咲', hue: 350 },
  { id: 'p8', name: 'Nadia El-Sayed', hue: 95 },
];
