import { Crown, Hand, Pin } from 'lucide-react';
import { type CSSProperties, memo, useRef } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { usePreferences } from '../../hooks/usePreferences';
import type { Messages } from '../../i18n/messages';
import type { Rect } from '../../layout/geometry';
import { VideoView } from '../../media/VideoView';
import { Avatar } from '../../ui/Avatar';
import { hueOf } from '../../ui/initials';
import { MicrophoneMark } from './MicrophoneMark';
import { QualityBars } from './QualityBars';
import styles from './Tile.module.css';
import { TileActions } from './TileActions';
import { TileStats } from './TileStats';
import type { TileModel } from './tiles';

export interface TileProps {
  readonly tile: TileModel;
  readonly rect: Rect;
  readonly large: boolean;
  readonly pinned: boolean;
  readonly statistics: boolean;
}

export const Tile = memo(function Tile({ tile, rect, large, pinned, statistics }: TileProps) {
  const t = useMessages();
  const [{ mirror }] = usePreferences();
  const video = useRef<HTMLVideoElement>(null);
  const { participant, source } = tile;
  const isScreen = source === 'screen';
  const showsVideo = tile.video !== null && !tile.video.muted && (participant.isLocal || tile.video.live);
  const name = tileName(t, tile);
  return (
    <article
      className={styles['tile']}
      style={placeOf(rect, participant.identity)}
      aria-label={name}
      data-testid="tile"
      data-participant={participant.id}
      data-self={participant.isLocal}
      data-source={source}
      data-speaking={!isScreen && participant.speaking}
      data-large={large}
    >
      <VideoView
        ref={video}
        track={tile.video?.track ?? null}
        label={isScreen ? name : t.tile.of(participant.name)}
        mirrored={participant.isLocal && !isScreen && mirror}
        contain={isScreen}
        hidden={!showsVideo}
      />
      {!showsVideo && (
        <div className={styles['placeholder']}>
          <Avatar name={participant.name} seed={participant.identity} size="clamp(40px, min(30cqw, 36cqh), 148px)" />
        </div>
      )}
      <LinkState tile={tile} />
      {statistics && <TileStats tile={tile} />}
      <div className={styles['marks']}>
        {pinned && <Pin className={styles['pin']} role="img" aria-label={t.tile.pinned} />}
        {!isScreen && participant.handRaisedAt !== null && (
          <span className={styles['hand']} role="img" aria-label={t.tile.handRaised}>
            <Hand aria-hidden="true" />
          </span>
        )}
        {!isScreen && <QualityBars quality={participant.quality} />}
      </div>
      <div className={styles['label']}>
        {!isScreen && <MicrophoneMark participant={participant} />}
        <span className={styles['name']}>{name}</span>
        {!isScreen && participant.role === 'host' && <Crown role="img" aria-label={t.common.host} />}
      </div>
      <TileActions tile={tile} pinned={pinned} video={video} />
    </article>
  );
});

function placeOf({ x, y, width, height }: Rect, seed: string): CSSProperties {
  return {
    transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)`,
    width: Math.floor(width),
    height: Math.floor(height),
    '--hue': hueOf(seed).toFixed(0),
  } as CSSProperties;
}

function tileName(t: Messages, { participant, source }: TileModel): string {
  if (source === 'screen') return participant.isLocal ? t.tile.yourScreen : t.tile.screenOf(participant.name);
  return participant.isLocal ? t.common.youSuffix(participant.name) : participant.name;
}

/** Over the picture of somebody whose media is not there yet, or for the moment. */
function LinkState({ tile: { participant, video } }: { readonly tile: TileModel }) {
  const t = useMessages();
  if (participant.isLocal) return null;
  const awaited = video !== null && !video.muted && !video.live;
  const lost = participant.link === 'reconnecting' || (!participant.connected && participant.link !== 'connected');
  if (!lost && !(participant.link === 'connecting' && awaited)) return null;
  return (
    <p className={styles['state']} data-lost={lost}>
      <span className={styles['spinner']} aria-hidden="true" />
      <span>{lost ? t.tile.reconnecting : t.tile.connecting}</span>
    </p>
  );
}
