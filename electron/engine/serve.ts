import { type EngineToMain, type MainToEngine, VigilError, type VigilFailure } from '../ipc/contract.ts'
import type { RunExit } from '../ipc/views.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { Port } from './publish/port.ts'

/** Main takes twelve missed ones for a hung engine. */
const ALIVE_EVERY_MS = 250

/** The part of Electron's MessagePortMain that the engine uses; the types of Electron are not for this folder. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The part of `process.parentPort` in a utility process that the engine uses. */
export interface ParentPort {
  postMessage(message: EngineToMain): void
  on(
    event: 'message',
    listener: (event: { data: MainToEngine; ports: readonly ElectronPort[] }) => void,
  ): unknown
}

function portOf(port: ElectronPort): Port {
  let closed = false
  return {
    postMessage(value) {
      if (!closed) port.postMessage(value)
    },
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose(listener) {
      port.on('close', () => {
        closed = true
        listener()
      })
    },
    close() {
      if (!closed) port.close()
      closed = true
    },
  }
}

function failureOf(error: unknown): VigilFailure {
  if (error instanceof VigilError) return { code: error.code, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `Vigil could not start (${reason}): please report it.` }
}

/**
 * Runs the engine for main: one start, windows that come and go, one stop.
 * In: the channel to main and how an engine is started. Out: how to stop the heartbeat.
 */
export function serve(parent: ParentPort, start: (options: EngineOptions) => Promise<Engine>): () => void {
  const post = (message: EngineToMain): void => parent.postMessage(message)
  const heartbeat = setInterval(() => post({ type: 'alive' }), ALIVE_EVERY_MS)
  const note = (sentence: string): void => void process.stderr.write(`vigil: ${sentence}\n`)
  let engine: Engine | null = null
  let starting = Promise.resolve()

  async function begin(message: Extract<MainToEngine, { type: 'start' }>): Promise<void> {
    try {
      engine = await start({
        start: message.start,
        onWindowHung: (window) => post({ type: 'windowHung', window }),
        onWantWaves: (window) => post({ type: 'wantWaves', window }),
        onWall: (wanted) => post({ type: 'wall', wanted }),
        onNotice: note,
        onSlow: note,
      })
      post({ type: 'ready' })
    } catch (error) {
      post({ type: 'failed', failure: failureOf(error) })
    }
  }

  async function end(exit: RunExit): Promise<void> {
    // A start under way may have opened the record already.
    await starting
    // Even a record that cannot be closed must not keep the program from ending.
    await engine?.close(exit).catch((error: unknown) => {
      process.stderr.write(`vigil: The record could not be closed in order (${String(error)}).\n`)
    })
    post({ type: 'stopped' })
  }

  parent.on('message', ({ data, ports: [port] }) => {
    switch (data.type) {
      case 'start':
        starting = begin(data)
        return
      case 'stop':
        void end(data.exit)
        return
      case 'window':
        if (port !== undefined) engine?.addWindow(data.window, portOf(port))
        return
      case 'waves':
        if (port !== undefined) engine?.setWaves(data.window, portOf(port))
        return
      case 'windowClosed':
        engine?.removeWindow(data.window)
        return
      case 'wallState':
        engine?.setWallState(data.state)
        return
      case 'wallClosed':
        engine?.wallClosed().catch((error: unknown) => note(failureOf(error).message))
        return
      case 'systemMayEnd':
        engine?.systemMayEnd().catch((error: unknown) => note(failureOf(error).message))
        return
      case 'asleep':
        engine?.wasAsleep(data.fromUtcMs, data.toUtcMs)
    }
  })
  return () => clearInterval(heartbeat)
}
