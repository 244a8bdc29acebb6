import { en } from './en';
import type { Messages } from './messages';
import { zhCN } from './zh-CN';

export type Language = 'en' | 'zh-CN';

export const dictionaries: Readonly<Record<Language, Messages>> = { en, 'zh-CN': zhCN };

export const languages = Object.keys(dictionaries) as readonly Language[];

/** The first of the browser's languages that there is a dictionary for; English if there is none. */
export function negotiateLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
