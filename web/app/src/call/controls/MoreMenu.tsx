import {
  ChartNoAxesColumn,
  Ellipsis,
  Eye,
  EyeOff,
  Hand,
  Keyboard,
  Link2,
  Maximize,
  Minimize,
  MonitorUp,
  MonitorX,
  PictureInPicture2,
  Settings,
} from 'lucide-react';
import { useNarrow } from '../../hooks/useMediaQuery';
import { useMessages } from '../../hooks/useMessages';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem, MenuRow } from '../../ui/Menu';
import { useCall, useUi } from '../CallContext';
import { usePip } from '../pip/PipProvider';
import { ReactionItems } from './ReactionMenu';
import { useCopyLink } from './useCopyLink';
import { toggleFullscreen, useFullscreen } from './useFullscreen';
import { useHand } from './useHand';
import { useScreenShare } from './useScreenShare';

export function MoreMenu() {
  const t = useMessages();
  const { ui } = useCall();
  const narrow = useNarrow();
  const copyLink = useCopyLink();
  return (
    <Menu
      label={t.controls.more}
      align="center"
      trigger={(props) => <IconButton label={t.controls.more} icon={<Ellipsis />} data-testid="open-more" {...props} />}
    >
      {narrow && <NarrowItems />}
      <ViewItems />
      <MenuItem icon={<Link2 />} onSelect={copyLink}>
        {t.call.copyLink}
      </MenuItem>
      {!narrow && (
        <MenuItem icon={<Keyboard />} onSelect={() => ui.open({ kind: 'shortcuts' })}>
          {t.controls.shortcuts}
        </MenuItem>
      )}
      <MenuItem icon={<Settings />} data-testid="open-settings" onSelect={() => ui.open({ kind: 'settings' })}>
        {t.controls.settings}
      </MenuItem>
    </Menu>
  );
}

/** What the bar of a phone has no room for. */
function NarrowItems() {
  const t = useMessages();
  const hand = useHand();
  const screen = useScreenShare();
  return (
    <>
      {hand.allowed && (
        <MenuRow>
          <ReactionItems />
        </MenuRow>
      )}
      {hand.allowed && (
        <MenuItem icon={<Hand />} data-testid="toggle-hand" onSelect={hand.toggle}>
          {hand.raised ? t.controls.handLower : t.controls.handRaise}
        </MenuItem>
      )}
      {screen.available && (
        <MenuItem icon={screen.on ? <MonitorX /> : <MonitorUp />} data-testid="toggle-screen" onSelect={screen.toggle}>
          {screen.on ? t.controls.screenStop : t.controls.screenStart}
        </MenuItem>
      )}
    </>
  );
}

function ViewItems() {
  const t = useMessages();
  const { ui } = useCall();
  const { statistics, showSelf } = useUi();
  const pip = usePip();
  const fullscreen = useFullscreen();
  return (
    <>
      {pip.available && (
        <MenuItem icon={<PictureInPicture2 />} data-testid="toggle-pip" onSelect={pip.toggle}>
          {pip.open ? t.controls.pipLeave : t.controls.pip}
        </MenuItem>
      )}
      {fullscreen.available && (
        <MenuItem icon={fullscreen.on ? <Minimize /> : <Maximize />} onSelect={toggleFullscreen}>
          {fullscreen.on ? t.controls.fullscreenLeave : t.controls.fullscreen}
        </MenuItem>
      )}
      <MenuItem icon={<ChartNoAxesColumn />} data-testid="toggle-statistics" onSelect={() => ui.toggleStatistics()}>
        {statistics ? t.controls.statisticsHide : t.controls.statisticsShow}
      </MenuItem>
      <MenuItem icon={showSelf ? <EyeOff /> : <Eye />} onSelect={() => ui.toggleSelf()}>
        {showSelf ? t.controls.hideSelf : t.controls.showSelf}
      </MenuItem>
    </>
  );
}
