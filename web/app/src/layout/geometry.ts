/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels from the top left corner of the stage. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}
