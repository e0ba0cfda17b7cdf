import {
  type CanvasSize,
  FRAME_CHECK_EVERY_MS,
  FRAME_RETRY_MS,
  FRAME_SILENT_MS,
  type FromWaveFrame,
  type ToWaveFrame,
} from './messages.ts'
import type { ScaleReport, WaveScene, WaveStats } from './types.ts'

/** One frame of the waves, as the page around it has it. */
export interface WaveFrame {
  postMessage(message: ToWaveFrame, transfer: Transferable[]): void
  close(): void
  onmessage: ((event: MessageEvent<FromWaveFrame>) => void) | null
  /** The frame's process has ended. */
  onclose: (() => void) | null
}

/** What the link needs from the page. */
export interface FramePage {
  /** Puts a new frame in the place of the last one. */
  openFrame(): WaveFrame
  /** Asks for a new `waves` port. */
  requestPort(): void
  onScale(reports: readonly ScaleReport[]): void
  onStats(stats: WaveStats): void
  monotonicMs(): number
  setInterval(body: () => void, everyMs: number): () => void
}

/** The page's end of the waves. */
export interface FrameLink {
  setScene(change: Partial<WaveScene>): void
  setSize(size: CanvasSize): void
  setPort(port: MessagePort | null): void
  close(): void
}

/** Ports already given to a frame: they are detached and cannot be sent again. */
const sentPorts = new WeakSet<MessagePort>()

/**
 * Keeps one frame of the waves open, tells it what to draw, and puts another in its place when its process ends or
 * it falls silent. Canvas and worker are the frame's own matter (wave-host.ts). In: the page's side. Out: the link.
 */
export function createFrameLink(page: FramePage): FrameLink {
  const scene: { -readonly [Key in keyof WaveScene]?: WaveScene[Key] } = {}
  let size: CanvasSize | null = null
  let frame: WaveFrame | null = null
  let openedMs = 0
  let heardMs = 0
  let lastCheckMs = page.monotonicMs()
  let lost = false

  function receive(from: WaveFrame, message: FromWaveFrame): void {
    if (from !== frame) return
    heardMs = page.monotonicMs()
    if (message.type === 'portWanted') page.requestPort()
    else if (message.type === 'scale') page.onScale(message.reports)
    else if (message.type === 'stats') page.onStats(message.stats)
  }

  function open(): void {
    const next = page.openFrame()
    frame = next
    lost = false
    openedMs = page.monotonicMs()
    heardMs = openedMs
    next.onmessage = (event) => receive(next, event.data)
    next.onclose = () => {
      if (next !== frame) return
      lost = true
      reopenIfDue()
    }
    next.postMessage({ type: 'scene', scene: { ...scene } }, [])
    if (size !== null) next.postMessage({ type: 'size', size }, [])
  }

  /** Another frame for one that is lost, but not sooner than a while after that one was opened. */
  function reopenIfDue(): void {
    if (frame === null || !lost || page.monotonicMs() - openedMs < FRAME_RETRY_MS) return
    frame.close()
    open()
    page.requestPort()
  }

  const stopChecks = page.setInterval(() => {
    const nowMs = page.monotonicMs()
    // A check that is late means that this page stood still: what the frame said may wait in its queue.
    if (nowMs - lastCheckMs > 2 * FRAME_CHECK_EVERY_MS) heardMs = nowMs
    lastCheckMs = nowMs
    if (nowMs - heardMs > FRAME_SILENT_MS) lost = true
    reopenIfDue()
  }, FRAME_CHECK_EVERY_MS)

  open()
  return {
    setScene(change) {
      Object.assign(scene, change)
      frame?.postMessage({ type: 'scene', scene: change }, [])
    },
    setSize(next) {
      size = next
      frame?.postMessage({ type: 'size', size: next }, [])
    },
    setPort(port) {
      if (port === null) return
      if (sentPorts.has(port)) {
        page.requestPort()
        return
      }
      sentPorts.add(port)
      frame?.postMessage({ type: 'port', port }, [port])
    },
    close() {
      stopChecks()
      frame?.close()
      frame = null
    },
  }
}
