/** The part of the 2D context that the painter uses, so that tests can record what is drawn. */
export type PaintContext = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'lineCap'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillRect'
  | 'drawImage'
  | 'fillText'
  | 'measureText'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'fill'
  | 'stroke'
>

/** What is drawn into one canvas: its context and how to make pictures for it. */
export interface PaintSurface {
  readonly context: PaintContext
  /** Diagonal lines, 45 degrees, 11 px apart (UI.md tokens). */
  hatch(colour: string, devicePixelRatio: number): CanvasPattern | string
  /** Draws a picture of the size once, to be copied from slice by slice. */
  picture(width: number, height: number, draw: (context: PaintContext) => void): CanvasImageSource
}
