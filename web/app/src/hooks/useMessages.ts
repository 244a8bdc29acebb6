import { dictionaries, type Language, negotiateLanguage } from '../i18n/languages';
import type { Messages } from '../i18n/messages';
import { usePreferences } from './usePreferences';

export function useLanguage(): Language {
  const [{ language }] = usePreferences();
  return language === 'auto' ? negotiateLanguage(navigator.languages) : language;
}

export function useMessages(): Messages {
  return dictionaries[useLanguage()];
}
