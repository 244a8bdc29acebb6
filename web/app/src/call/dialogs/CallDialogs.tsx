import { useCall, useUi } from '../CallContext';
import { EndForAllDialog } from './EndForAllDialog';
import { RemoveDialog } from './RemoveDialog';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutsDialog } from './ShortcutsDialog';

export function CallDialogs() {
  const { ui } = useCall();
  const { dialog } = useUi();
  const close = () => ui.closeDialog();
  switch (dialog?.kind) {
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    case 'endForAll':
      return <EndForAllDialog onClose={close} />;
    case 'remove':
      return <RemoveDialog participant={dialog.participant} name={dialog.name} onClose={close} />;
    case undefined:
      return null;
  }
}
