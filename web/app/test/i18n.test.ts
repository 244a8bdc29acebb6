import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { dictionaries, languages, negotiateLanguage } from '../src/i18n/languages';

type Leaf = readonly [path: string, text: string];

/** Every text, functions called with stand-ins for their arguments. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('⟦a⟧', '⟦b⟧'))]];
  return Object.entries(value as object).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
}

/** An English text may be empty where nothing needs to be said. */
const emptyInEnglish = new Set(
  leaves(en)
    .filter(([, text]) => text === '')
    .map(([path]) => path),
);

describe.each(languages)('the dictionary %s', (language) => {
  const texts = leaves(dictionaries[language]);

  it('has every text that English has, and no other', () => {
    expect(texts.map(([path]) => path)).toEqual(leaves(en).map(([path]) => path));
  });

  it('leaves nothing empty that English says', () => {
    expect(texts.filter(([path, text]) => text.trim() === '' && !emptyInEnglish.has(path))).toEqual([]);
  });

  it('uses the argument of every text that takes one', () => {
    const taking = leaves(en).filter(([, text]) => text.includes('⟦a⟧'));
    const byPath = new Map(texts);
    for (const [path] of taking) expect(byPath.get(path), path).toContain('⟦a⟧');
  });
});

it('leaves nothing English in Chinese but names, keys and examples', () => {
  const kept = /Chrome|Firefox|https|Ctrl|PlenumSkip|tide-maple|NAT|⟦|640|\bOK\b/;
  const same = leaves(dictionaries['zh-CN']).filter(([path, text]) => {
    const english = new Map(leaves(en)).get(path);
    return text === english && /[a-z]{3}/.test(text) && !kept.test(text);
  });
  expect(same).toEqual([]);
});

describe('the language', () => {
  it.each([
    [['zh-CN', 'en'], 'zh-CN'],
    [['zh-TW'], 'zh-CN'],
    [['de-DE', 'zh', 'en'], 'zh-CN'],
    [['de-DE', 'en-GB', 'zh'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('for a browser that prefers %j is %s', (preferred, expected) => {
    expect(negotiateLanguage(preferred)).toBe(expected);
  });
});
