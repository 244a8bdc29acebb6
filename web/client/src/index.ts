export type {
  Call,
  CallEnd,
  CallEvents,
  CallState,
  CallStatus,
  ConnectOptions,
  EndReason,
  HostActions,
  LinkStatus,
  LinkView,
  ParticipantState,
  PublicationState,
} from './call/types';
export { connect } from './connect';
export { Emitter, type EventSource } from './emitter';
export { type ClientErrorCode, PlenumError, type PlenumErrorCode } from './errors';
export { createLocalMedia } from './media/local-media';
export {
  type AudioProcessing,
  CAMERA_480P,
  CAMERA_720P,
  type CameraFormat,
  type CaptureState,
  type CaptureStatus,
  type LocalMedia,
  type LocalMediaEvents,
  type LocalMediaOptions,
  type LocalMediaState,
  type MediaDevice,
  type ScreenShareOptions,
} from './media/types';
export { type Observable, Store } from './observable';
export type { CallStats, LinkStats, MediaPath, Quality, QualityLevel, TrackStats } from './stats/types';
export type { AttachOptions, LocalTrack, RemoteTrack, Track } from './tracks/types';
export type {
  ChatMessage,
  ErrorCode,
  Grant,
  LeaveReason,
  ParticipantRole,
  RoomInfo,
  ShedKind,
  Topology,
  TrackKind,
  TrackSource,
  WaitingInfo,
} from './wire.generated';
