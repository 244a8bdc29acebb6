import type { Track } from '@plenum/client';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { classes } from '../ui/classes';
import styles from './VideoView.module.css';

export interface VideoViewProps {
  readonly track: Track | null;
  readonly label: string;
  readonly mirrored?: boolean;
  /** Shows the whole picture instead of filling the tile. */
  readonly contain?: boolean;
  readonly hidden?: boolean;
  readonly ref?: Ref<HTMLVideoElement>;
}

/** A video element that shows a track. Sound is never its business. */
export function VideoView({ track, label, mirrored = false, contain = false, hidden = false, ref }: VideoViewProps) {
  const element = useRef<HTMLVideoElement>(null);
  useImperativeHandle(ref, () => element.current as HTMLVideoElement);
  useEffect(() => {
    return track && element.current ? track.attach(element.current) : undefined;
  }, [track]);
  return (
    <video
      ref={element}
      className={classes(
        styles['video'],
        mirrored && styles['mirrored'],
        contain && styles['contain'],
        hidden && styles['hidden'],
      )}
      aria-label={label}
      aria-hidden={hidden}
      playsInline
      autoPlay
      muted
    />
  );
}
