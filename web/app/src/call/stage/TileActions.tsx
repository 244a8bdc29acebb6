import { EllipsisVertical, Maximize2, PictureInPicture2, Pin, PinOff } from 'lucide-react';
import type { RefObject } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem } from '../../ui/Menu';
import { useCall } from '../CallContext';
import { HostMenuItems, useHasHostMenu } from '../panels/HostMenuItems';
import { usePip } from '../pip/PipProvider';
import styles from './TileActions.module.css';
import type { TileModel } from './tiles';

export interface TileActionsProps {
  readonly tile: TileModel;
  readonly pinned: boolean;
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** What can be done with a tile; shown while the pointer or the focus is on it. */
export function TileActions({ tile, pinned, video }: TileActionsProps) {
  const t = useMessages();
  const { ui } = useCall();
  const pip = usePip();
  const hostMenu = useHasHostMenu(tile.participant);
  const fullscreen = () => void video.current?.requestFullscreen().catch(() => undefined);
  return (
    <div className={styles['actions']}>
      <IconButton
        label={pinned ? t.tile.unpin : t.tile.pin}
        icon={pinned ? <PinOff /> : <Pin />}
        tone="overlay"
        size="small"
        tip="none"
        data-testid="pin"
        onClick={() => ui.togglePin(tile.key)}
      />
      <Menu
        label={t.tile.options(tile.participant.name)}
        align="start"
        trigger={(props) => (
          <IconButton
            label={t.tile.options(tile.participant.name)}
            icon={<EllipsisVertical />}
            tone="overlay"
            size="small"
            tip="none"
            {...props}
          />
        )}
      >
        <MenuItem icon={pinned ? <PinOff /> : <Pin />} onSelect={() => ui.togglePin(tile.key)}>
          {pinned ? t.tile.unpin : t.tile.pin}
        </MenuItem>
        {tile.video && document.fullscreenEnabled && (
          <MenuItem icon={<Maximize2 />} onSelect={fullscreen}>
            {t.controls.fullscreen}
          </MenuItem>
        )}
        {pip.available && (
          <MenuItem icon={<PictureInPicture2 />} onSelect={() => pip.toggle()}>
            {pip.open ? t.controls.pipLeave : t.controls.pip}
          </MenuItem>
        )}
        {hostMenu && <HostMenuItems participant={tile.participant} />}
      </Menu>
    </div>
  );
}
