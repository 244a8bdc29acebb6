const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Two letters for a name in letters, one sign for a name in Chinese characters or the like. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s\-_.]+/u)
    .filter(Boolean);
  const first = firstSign(words[0]);
  if (first === '') return '?';
  const last = words.length > 1 ? firstSign(words.at(-1)) : '';
  const both = /^\p{Script=Latin}|^\p{Script=Cyrillic}|^\p{Script=Greek}/u.test(first) ? first + last : first;
  return both.toLocaleUpperCase();
}

/** A hue in degrees that stays with the same text. */
export function hueOf(text: string): number {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return ((hash >>> 0) * 137.508) % 360;
}

function firstSign(word: string | undefined): string {
  if (!word) return '';
  return segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '';
}
