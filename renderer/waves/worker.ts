import plexUrl from '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2?url'
import type { WaveAck } from '../../electron/ipc/wave-packet.ts'
import { type ContextLoss, watchContext } from './context-loss.ts'
import { createFeed } from './feed.ts'
import { ALIVE_EVERY_MS, type CanvasSize, type FromWaveWorker, type ToWaveWorker } from './messages.ts'
import { createPainter } from './painter.ts'
import { createSurface } from './surface.ts'

/** The part of the worker's global scope used here; the page's DOM types do not know it. */
interface WorkerScope {
  readonly fonts: FontFaceSet
  onmessage: ((event: MessageEvent<ToWaveWorker>) => void) | null
  postMessage(message: FromWaveWorker): void
  requestAnimationFrame(body: () => void): number
}

const scope = globalThis as unknown as WorkerScope
const STATS_EVERY_MS = 1000
/** Without an animation frame for this long (a hidden window) the timer paints instead. */
const FRAME_LATE_MS = 250

const feed = createFeed()
const painter = createPainter(feed)
let canvas: OffscreenCanvas | null = null
let size: CanvasSize | null = null
let loss: ContextLoss | null = null
let port: MessagePort | null = null
let generation = 0
let reportedGeneration = 0
let frames = 0
let firstFrame = 0
let lastFrameMs = 0
let lastStatsMs = 0

function paint(): void {
  if (canvas === null) return
  const nowMs = performance.now()
  lastFrameMs = nowMs
  const reports = painter.frame(nowMs)
  frames += 1
  if (reports.length > 0) scope.postMessage({ type: 'scale', reports })
  // The first frame is on its way only once the task that painted it has ended.
  if (reportedGeneration === generation || frames <= firstFrame + 1) return
  reportedGeneration = generation
  scope.postMessage({ type: 'painted', generation })
}

/** A new canvas, a new size of it, or its context is back: everything is drawn. */
function adoptCanvas(): void {
  if (canvas === null || size === null) return
  canvas.width = size.widthPx
  canvas.height = size.heightPx
  const surface = createSurface(canvas)
  if (surface !== null) painter.setSurface(surface, size)
  paint()
}

function everyFrame(): void {
  scope.requestAnimationFrame(everyFrame)
  paint()
}

function takePort(next: MessagePort): void {
  port?.close()
  port = next
  feed.reset()
  next.onmessage = (event: MessageEvent<unknown>) => {
    const sequence = feed.accept(event.data, performance.now())
    if (sequence === null) return
    const ack: WaveAck = { type: 'waveAck', sequence }
    next.postMessage(ack)
  }
}

scope.onmessage = ({ data }) => {
  if (data.type === 'scene') painter.setScene(data.scene)
  else if (data.type === 'port') takePort(data.port)
  else {
    size = data.size
    if (data.type === 'canvas') {
      canvas = data.canvas
      generation = data.generation
      firstFrame = frames
      loss = watchContext(canvas, () => performance.now(), adoptCanvas)
    }
    adoptCanvas()
  }
}

setInterval(() => {
  const nowMs = performance.now()
  // Painting comes first: a worker that cannot paint must not say that it is alive.
  if (nowMs - lastFrameMs > FRAME_LATE_MS) paint()
  // One whose context does not come back is replaced, with a new canvas.
  if (loss?.isGivenUp(nowMs) !== true) scope.postMessage({ type: 'alive' })
  if (nowMs - lastStatsMs < STATS_EVERY_MS) return
  lastStatsMs = nowMs
  scope.postMessage({
    type: 'stats',
    stats: { ...feed.stats(), frames, delayMsByBed: feed.delays(), signals: feed.signals() },
  })
}, ALIVE_EVERY_MS)

scope.requestAnimationFrame(everyFrame)

const lock = `waves ${crypto.randomUUID()}`
navigator.locks
  .request(lock, () => {
    scope.postMessage({ type: 'holds', lock })
    return new Promise(() => undefined)
  })
  // Without locks the page still notices that nothing is said any more.
  .catch(console.warn)

const plex = new FontFace('IBM Plex Sans Variable', `url(${plexUrl})`, { weight: '100 700' })
scope.fonts.add(plex)
// Without the font file the words are drawn in the system's sans-serif.
plex.load().then(() => painter.spoil(), console.warn)
