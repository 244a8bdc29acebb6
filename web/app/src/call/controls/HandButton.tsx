import { Hand } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { useHand } from './useHand';

export function HandButton() {
  const t = useMessages();
  const { allowed, raised, toggle } = useHand();
  return (
    <IconButton
      label={raised ? t.controls.handLower : t.controls.handRaise}
      icon={<Hand />}
      tone={raised ? 'active' : 'neutral'}
      disabled={!allowed}
      aria-pressed={raised}
      data-testid="toggle-hand"
      data-state={raised ? 'on' : 'off'}
      onClick={toggle}
    />
  );
}
