import { useMessages } from '../../hooks/useMessages';
import { usePreferences } from '../../hooks/usePreferences';
import { dictionaries, languages } from '../../i18n/languages';
import { themes } from '../../preferences/preferences';
import { SelectField } from '../../ui/SelectField';
import { Switch } from '../../ui/Switch';
import { NameField } from './NameField';
import styles from './SettingsDialog.module.css';

export function GeneralSettings() {
  const t = useMessages();
  const [preferences, change] = usePreferences();
  const themeNames = { dark: t.settings.themeDark, light: t.settings.themeLight, system: t.settings.themeSystem };
  return (
    <>
      <NameField />
      <SelectField
        label={t.settings.language}
        value={preferences.language}
        options={[
          { value: 'auto' as const, label: t.settings.languageAuto },
          ...languages.map((value) => ({ value, label: dictionaries[value].languageName })),
        ]}
        onChange={(language) => change({ language })}
      />
      <SelectField
        label={t.settings.theme}
        value={preferences.theme}
        options={themes.map((value) => ({ value, label: themeNames[value] }))}
        onChange={(theme) => change({ theme })}
      />
      <div className={styles['switches']}>
        <Switch
          label={t.settings.presenceNotices}
          checked={preferences.presenceNotices}
          onChange={(presenceNotices) => change({ presenceNotices })}
        />
        <Switch
          label={t.settings.letterShortcuts}
          hint={t.settings.letterShortcutsHint}
          checked={preferences.letterShortcuts}
          onChange={(letterShortcuts) => change({ letterShortcuts })}
        />
      </div>
    </>
  );
}
