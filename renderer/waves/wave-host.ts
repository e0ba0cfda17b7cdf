import type { CanvasSize, FromWaveWorker, ToWaveWorker } from './messages.ts'
import {
  ALIVE_EVERY_MS,
  PORT_RETRY_MS,
  WORKER_RETRY_MS,
  WORKER_SILENT_MS,
  WORKER_START_MS,
} from './messages.ts'
import type { ScaleReport, WaveScene, WaveStats } from './types.ts'

/** The part of a Worker that the host uses. */
export interface WaveWorker {
  postMessage(message: ToWaveWorker, transfer: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWaveWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** What the host needs from the page. */
export interface WaveHostPage {
  makeWorker(): WaveWorker
  /** Puts a new canvas element in the place of the last one and gives away its drawing. */
  makeCanvas(): OffscreenCanvas
  /** Changes something visible so that the UI thread makes a frame. */
  nudge(): void
  /** Asks for a new `waves` port: the old one went down with its worker. */
  requestPort(): void
  onScale(reports: readonly ScaleReport[]): void
  onStats(stats: WaveStats): void
  /** Calls `body` once the Web Lock of this name is free: who held it has ended. */
  whenFree(lock: string, body: () => void): void
  monotonicMs(): number
  setInterval(body: () => void, everyMs: number): () => void
}

export interface WaveHost {
  setScene(change: Partial<WaveScene>): void
  setSize(size: CanvasSize): void
  setPort(port: MessagePort | null): void
  /** How often a worker was replaced. */
  readonly restarts: number
  close(): void
}

const CHECK_EVERY_MS = 50
/** A check later than this means that the UI thread stood still: `alive` may wait in its queue. */
const LATE_CHECK_MS = ALIVE_EVERY_MS + CHECK_EVERY_MS
/** Ports already given to a worker: they are detached and cannot be sent again. */
const sentPorts = new WeakSet<MessagePort>()

/**
 * Keeps one wave worker running: starts it with a canvas, tells it what to draw,
 * and replaces worker, canvas and port together when it falls silent or fails.
 * In: the page's side. Out: the host; `close` ends the worker.
 */
export function createWaveHost(page: WaveHostPage): WaveHost {
  const scene: { -readonly [Key in keyof WaveScene]?: WaveScene[Key] } = {}
  let size: CanvasSize | null = null
  let worker: WaveWorker | null = null
  let generation = 0
  let restarts = 0
  let closed = false
  let deadlineMs = 0
  let startedMs = 0
  /** Since when a port is asked for. */
  let askedMs: number | null = null
  let lastCheckMs = page.monotonicMs()

  const post = (message: ToWaveWorker, transfer: Transferable[] = []) =>
    worker?.postMessage(message, transfer)

  function receive(from: WaveWorker, message: FromWaveWorker): void {
    if (from !== worker) return
    deadlineMs = page.monotonicMs() + WORKER_SILENT_MS
    if (message.type === 'painted') page.nudge()
    else if (message.type === 'holds') page.whenFree(message.lock, () => ended(from))
    else if (message.type === 'scale') page.onScale(message.reports)
    else if (message.type === 'stats') {
      page.nudge()
      page.onStats(message.stats)
    }
  }

  function start(firstSize: CanvasSize): void {
    const next = page.makeWorker()
    worker = next
    generation += 1
    startedMs = page.monotonicMs()
    deadlineMs = startedMs + WORKER_START_MS
    next.onmessage = (event) => receive(next, event.data)
    next.onerror = () => ended(next)
    const canvas = page.makeCanvas()
    post({ type: 'canvas', canvas, generation, size: firstSize }, [canvas])
    post({ type: 'scene', scene })
  }

  /** A worker failed or ended: another takes its place, at once unless it has only just started. */
  function ended(which: WaveWorker): void {
    if (which !== worker) return
    if (page.monotonicMs() - startedMs > WORKER_RETRY_MS) restart()
    else deadlineMs = Math.min(deadlineMs, startedMs + WORKER_RETRY_MS)
  }

  function restart(): void {
    worker?.terminate()
    worker = null
    if (closed || size === null) return
    restarts += 1
    start(size)
    askForPort()
  }

  function askForPort(): void {
    askedMs = page.monotonicMs()
    page.requestPort()
  }

  const stopChecks = page.setInterval(() => {
    const nowMs = page.monotonicMs()
    const late = nowMs - lastCheckMs > LATE_CHECK_MS
    lastCheckMs = nowMs
    if (worker === null) return
    if (late) deadlineMs = Math.max(deadlineMs, nowMs + LATE_CHECK_MS)
    else if (nowMs > deadlineMs) restart()
    else if (askedMs !== null && nowMs - askedMs > PORT_RETRY_MS) askForPort()
  }, CHECK_EVERY_MS)

  let waitingPort: MessagePort | null = null
  let ownPort: MessagePort | null = null
  function setPort(port: MessagePort | null): void {
    if (port === null || port === ownPort) return
    if (sentPorts.has(port)) {
      askForPort()
      return
    }
    if (worker === null) {
      waitingPort = port
      return
    }
    sentPorts.add(port)
    ownPort = port
    askedMs = null
    post({ type: 'port', port }, [port])
    // A new port may come from a new engine: the worker forgets all waves and is told them again.
    post({ type: 'scene', scene: { waves: scene.waves ?? [] } })
  }

  return {
    setScene(change) {
      Object.assign(scene, change)
      post({ type: 'scene', scene: change })
    },
    setSize(next) {
      size = next
      if (worker === null) {
        start(next)
        setPort(waitingPort)
        waitingPort = null
      } else post({ type: 'size', size: next })
    },
    setPort,
    get restarts() {
      return restarts
    },
    close() {
      if (closed) return
      closed = true
      stopChecks()
      worker?.terminate()
      worker = null
    },
  }
}
