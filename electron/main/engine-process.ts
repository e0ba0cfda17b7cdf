import { join } from 'node:path'
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron'
import {
  type EngineStart,
  type EngineToMain,
  type MainToEngine,
  PORT_MESSAGE,
  type VigilFailure,
} from '../ipc/contract.ts'
import { Heartbeat } from './heartbeat.ts'

const WATCH_EVERY_MS = 500
/** A second failure to start this soon is not cured by trying faster. */
const RESTART_AFTER_FAILED_START_MS = 1_000
/** Time for the engine to close its store before it is ended. */
const STOP_WITHIN_MS = 5_000

/** What the owner of the engine wants to know. */
export interface EngineEvents {
  /** It refused to start (bad config, wrong key, ...) and has never been ready. */
  onFailed(failure: VigilFailure): void
  onReady(): void
  onWindowHung(window: number): void
}

/**
 * The engine as a child: started at once, restarted when it ends or hangs.
 * Main makes two message channels for each window and is then out of the data path.
 */
export class EngineProcess {
  readonly #start: EngineStart
  readonly #events: EngineEvents
  readonly #windows = new Map<number, WebContents>()
  #child: UtilityProcess | null = null
  #ready = false
  #everReady = false
  #stopping = false
  #heartbeat = new Heartbeat(performance.now())
  #stopped: (() => void) | null = null

  constructor(start: EngineStart, events: EngineEvents) {
    this.#start = start
    this.#events = events
    this.#fork()
    setInterval(() => this.#watch(), WATCH_EVERY_MS).unref()
  }

  /** The process id, for the tests that end it. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Gives a freshly loaded page its two ports (again after each reload). */
  connect(contents: WebContents): void {
    this.#windows.set(contents.id, contents)
    contents.once('destroyed', () => this.#forget(contents.id))
    if (this.#ready) this.#broker(contents)
  }

  /** The page is gone but its window is not: stop sending to it. */
  disconnect(contents: WebContents): void {
    this.#forget(contents.id)
  }

  /** The PC slept: the engine keeps it in the record. */
  asleep(fromUtcMs: number, toUtcMs: number): void {
    this.#send({ type: 'asleep', fromUtcMs, toUtcMs })
  }

  /** Asks the engine to close its store, then ends it. Resolves when it has ended. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    const child = this.#child
    if (child === null) return
    await new Promise<void>((resolve) => {
      this.#stopped = resolve
      const timer = setTimeout(() => child.kill(), STOP_WITHIN_MS)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#send({ type: 'stop' })
    })
  }

  #fork(): void {
    const child = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], {
      serviceName: 'vigil-engine',
      stdio: 'inherit',
    })
    this.#child = child
    this.#ready = false
    this.#heartbeat = new Heartbeat(performance.now())
    child.on('message', (message: EngineToMain) => this.#receive(message))
    child.once('exit', () => this.#exited())
    this.#send({ type: 'start', start: this.#start })
  }

  #exited(): void {
    this.#child = null
    if (this.#stopping) return
    const wasReady = this.#ready
    this.#ready = false
    for (const contents of this.#windows.values()) contents.send(PORT_MESSAGE.engineLost)
    if (wasReady) this.#fork()
    else if (this.#everReady) setTimeout(() => this.#fork(), RESTART_AFTER_FAILED_START_MS)
    else
      this.#events.onFailed({
        code: 'internal',
        message: 'The engine ended before it had started. Start Vigil again.',
      })
  }

  #receive(message: EngineToMain): void {
    switch (message.type) {
      case 'alive':
        this.#heartbeat.heard(performance.now())
        return
      case 'ready':
        this.#ready = true
        this.#everReady = true
        this.#heartbeat.heard(performance.now())
        for (const contents of this.#windows.values()) this.#broker(contents)
        this.#events.onReady()
        return
      case 'failed':
        if (this.#everReady) return
        this.#stopping = true
        this.#events.onFailed(message.failure)
        return
      case 'wantWaves': {
        const contents = this.#windows.get(message.window)
        if (contents !== undefined) this.#brokerWaves(contents)
        return
      }
      case 'windowHung':
        this.#events.onWindowHung(message.window)
        return
      case 'stopped':
        this.#child?.kill()
        this.#stopped?.()
        return
    }
  }

  #watch(): void {
    if (!this.#heartbeat.hangs(performance.now()) || !this.#ready) return
    this.#ready = false
    this.#child?.kill()
  }

  #broker(contents: WebContents): void {
    const channel = new MessageChannelMain()
    this.#send({ type: 'window', window: contents.id }, [channel.port1])
    contents.postMessage(PORT_MESSAGE.control, null, [channel.port2])
    this.#brokerWaves(contents)
  }

  #brokerWaves(contents: WebContents): void {
    const channel = new MessageChannelMain()
    this.#send({ type: 'waves', window: contents.id }, [channel.port1])
    contents.postMessage(PORT_MESSAGE.waves, null, [channel.port2])
  }

  #forget(window: number): void {
    if (this.#windows.delete(window)) this.#send({ type: 'windowClosed', window })
  }

  #send(message: MainToEngine, ports: Electron.MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports)
  }
}
