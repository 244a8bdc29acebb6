import type { AudioProcessing } from '@plenum/client';
import { type Language, languages } from '../i18n/languages';

export const themes = ['dark', 'light', 'system'] as const;
export type Theme = (typeof themes)[number];

export const resolutions = ['360p', '480p', '720p'] as const;
export type Resolution = (typeof resolutions)[number];

/** What is remembered on this device from call to call. */
export interface Preferences {
  readonly name: string;
  readonly language: Language | 'auto';
  readonly theme: Theme;
  readonly microphoneId: string | null;
  readonly cameraId: string | null;
  readonly speakerId: string | null;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly audioProcessing: AudioProcessing;
  readonly resolution: Resolution;
  readonly mirror: boolean;
  readonly presenceNotices: boolean;
  /** Shortcuts of one letter can hinder those who dictate (WCAG 2.1.4), so they can be switched off. */
  readonly letterShortcuts: boolean;
}

export const defaults: Preferences = {
  name: '',
  language: 'auto',
  theme: 'dark',
  microphoneId: null,
  cameraId: null,
  speakerId: null,
  microphoneOn: true,
  cameraOn: true,
  audioProcessing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  resolution: '480p',
  mirror: true,
  presenceNotices: true,
  letterShortcuts: true,
};

/** Reads what was stored, by this version or another: a field that does not fit gets its default. */
export function parsePreferences(json: string | null): Preferences {
  const stored = parseObject(json);
  const audio = asObject(stored['audioProcessing']);
  return {
    name: string(stored['name'], defaults.name),
    language: oneOf(stored['language'], ['auto', ...languages], defaults.language),
    theme: oneOf(stored['theme'], themes, defaults.theme),
    microphoneId: string(stored['microphoneId'], null),
    cameraId: string(stored['cameraId'], null),
    speakerId: string(stored['speakerId'], null),
    microphoneOn: boolean(stored['microphoneOn'], defaults.microphoneOn),
    cameraOn: boolean(stored['cameraOn'], defaults.cameraOn),
    audioProcessing: {
      echoCancellation: boolean(audio['echoCancellation'], true),
      noiseSuppression: boolean(audio['noiseSuppression'], true),
      autoGainControl: boolean(audio['autoGainControl'], true),
    },
    resolution: oneOf(stored['resolution'], resolutions, defaults.resolution),
    mirror: boolean(stored['mirror'], defaults.mirror),
    presenceNotices: boolean(stored['presenceNotices'], defaults.presenceNotices),
    letterShortcuts: boolean(stored['letterShortcuts'], defaults.letterShortcuts),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(json: string | null): Fields {
  if (json === null) return {};
  try {
    return asObject(JSON.parse(json));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function string<T extends string | null>(value: unknown, fallback: T): string | T {
  return typeof value === 'string' ? value : fallback;
}

function boolean(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function oneOf<T>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((candidate) => candidate === value) ?? fallback;
}
