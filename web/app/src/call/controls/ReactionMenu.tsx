import { SmilePlus } from 'lucide-react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem } from '../../ui/Menu';
import { useCall, useRequest, useSelf } from '../CallContext';

export const reactions = ['👍', '❤️', '👏', '😂', '😮', '🎉'] as const;

export function ReactionMenu() {
  const t = useMessages();
  const allowed = useSelf()?.grants.includes('react') ?? false;
  return (
    <Menu
      row
      label={t.controls.react}
      align="center"
      trigger={(props) => (
        <IconButton
          label={t.controls.react}
          icon={<SmilePlus />}
          disabled={!allowed}
          data-testid="open-reactions"
          {...props}
        />
      )}
    >
      <ReactionItems />
    </Menu>
  );
}

export function ReactionItems() {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  return reactions.map((emoji) => (
    <MenuItem key={emoji} label={t.controls.reactWith(emoji)} onSelect={() => request(call.react(emoji))}>
      {emoji}
    </MenuItem>
  ));
}
