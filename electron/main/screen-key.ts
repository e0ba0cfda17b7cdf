/** The part of Electron's Display that is used here. */
export interface ScreenFacts {
  readonly id: number
  readonly scaleFactor: number
  /** In device-independent pixels. */
  readonly size: { readonly width: number; readonly height: number }
}

/**
 * A name for a screen that changes with everything that changes the size of a pixel: another screen on the
 * same plug, another resolution, another scale factor.
 */
export function screenKey({ id, size, scaleFactor }: ScreenFacts): string {
  return `${id} ${size.width}x${size.height} @${scaleFactor}`
}
