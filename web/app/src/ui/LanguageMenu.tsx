import { Languages } from 'lucide-react';
import { useLanguage, useMessages } from '../hooks/useMessages';
import { usePreferences } from '../hooks/usePreferences';
import { dictionaries, languages } from '../i18n/languages';
import { Button } from './Button';
import { Menu, MenuItem } from './Menu';

export function LanguageMenu() {
  const t = useMessages();
  const language = useLanguage();
  const [, change] = usePreferences();
  return (
    <Menu
      label={t.settings.language}
      trigger={(props) => (
        <Button variant="ghost" size="small" icon={<Languages size={17} aria-hidden="true" />} {...props}>
          {t.languageName}
        </Button>
      )}
    >
      {languages.map((candidate) => (
        <MenuItem key={candidate} checked={candidate === language} onSelect={() => change({ language: candidate })}>
          <span lang={candidate}>{dictionaries[candidate].languageName}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
