import type { ScaleReport, WaveScene, WaveStats } from './types.ts'

/** UI thread to wave worker. Ports and canvases travel as transferables. */
export type ToWaveWorker =
  | {
      readonly type: 'canvas'
      readonly canvas: OffscreenCanvas
      readonly generation: number
      readonly size: CanvasSize
    }
  | { readonly type: 'size'; readonly size: CanvasSize }
  | { readonly type: 'port'; readonly port: MessagePort }
  | { readonly type: 'scene'; readonly scene: Partial<WaveScene> }

/** Size of the canvas in device pixels, and how many of them make a CSS pixel. */
export interface CanvasSize {
  readonly widthPx: number
  readonly heightPx: number
  readonly devicePixelRatio: number
}

/** Wave worker to UI thread. */
export type FromWaveWorker =
  | { readonly type: 'alive' }
  /** The worker holds a Web Lock of this name for as long as it lives, so that its end is noticed at once. */
  | { readonly type: 'holds'; readonly lock: string }
  /** First frame of a canvas is out; the page must now make a frame of its own (DESIGN 1, measured trap). */
  | { readonly type: 'painted'; readonly generation: number }
  | { readonly type: 'scale'; readonly reports: readonly ScaleReport[] }
  | { readonly type: 'stats'; readonly stats: WaveStats }

/** Page to the frame that holds canvas and worker. Ports travel as transferables. */
export type ToWaveFrame = Exclude<ToWaveWorker, { readonly type: 'canvas' }>

/** The frame of the waves to the page around it. */
export type FromWaveFrame =
  | Extract<FromWaveWorker, { readonly type: 'alive' | 'scale' | 'stats' }>
  /** The last `waves` port went down with its worker. */
  | { readonly type: 'portWanted' }

/** `alive` is sent this often. */
export const ALIVE_EVERY_MS = 100
/**
 * The host gives a worker up after so long without one. The frame's UI thread runs while a busy machine lets the worker
 * wait, so half a second was no proof of anything; a worker that has ended is noticed at once by its lock.
 */
export const WORKER_SILENT_MS = 1000
/** A new worker has to load its module first, on a busy machine. */
export const WORKER_START_MS = 5000
/** A worker that fails sooner than this is replaced this long after its start, not at once. */
export const WORKER_RETRY_MS = 1000
/** A port that was asked for and has not come is asked for again. */
export const PORT_RETRY_MS = 2000
/** A frame says `alive` this often, and the page looks this often whether it did. */
export const FRAME_ALIVE_EVERY_MS = 1000
export const FRAME_CHECK_EVERY_MS = 500
/** A frame that says nothing for so long is replaced; a new one starts a process and loads its page first. */
export const FRAME_SILENT_MS = 10_000
/** A frame whose process ends sooner than this after its start is replaced this long after it, not at once. */
export const FRAME_RETRY_MS = 1000
