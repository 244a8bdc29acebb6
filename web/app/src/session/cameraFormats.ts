import { CAMERA_480P, CAMERA_720P, type CameraFormat } from '@plenum/client';
import type { Resolution } from '../preferences/preferences';

export const cameraFormats: Readonly<Record<Resolution, CameraFormat>> = {
  '360p': { width: 640, height: 360, frameRate: 30 },
  '480p': CAMERA_480P,
  '720p': CAMERA_720P,
};
