import { MessageChannelMain, type UtilityProcess, type WebContents } from 'electron'
import {
  type EngineRestart,
  type EngineStart,
  type EngineToMain,
  type MainToEngine,
  PORT_MESSAGE,
  type VigilFailure,
} from '../ipc/contract.ts'
import type { WallState } from '../ipc/screens.ts'
import type { RunExit } from '../ipc/views.ts'
import { Heartbeat } from './heartbeat.ts'
import { endAtOnce, Standby } from './standby.ts'

const WATCH_EVERY_MS = 500
/** A second failure to start this soon is not cured by trying faster. */
const RESTART_AFTER_FAILED_START_MS = 1_000
/** Loading the program and opening the record, on a PC that is busy with its own start: silence this long is a hang all the same. */
const STARTS_WITHIN_MS = 30_000
/** Time for the engine to close its store before it is ended. */
const STOP_WITHIN_MS = 5_000
const ENDED_EARLY: VigilFailure = {
  code: 'internal',
  message: 'The engine ended before it had started. Start Vigil again.',
}

/** One sentence for the log of the PC. */
function restartReason(restart: EngineRestart): string {
  return restart.kind === 'hung'
    ? `The engine said nothing for ${Math.round(restart.silentMs)} ms and was ended.`
    : `The engine ended with code ${restart.code}.`
}

/**
 * The engine as a child: started at once, restarted when it ends or hangs.
 * Main makes two message channels for each window and is then out of the data path.
 */
export class EngineProcess {
  #start: EngineStart
  readonly #endHung: (pid: number) => void
  readonly #onFailed: (failure: VigilFailure) => void
  readonly #windows = new Map<number, WebContents>()
  readonly #standby: Standby
  #wallState: WallState = 'closed'
  #onWall: (wanted: boolean) => void = () => undefined
  #child: UtilityProcess | null = null
  #ready = false
  #everReady = false
  /** The engine that runs was found to hang and is being ended. */
  #hung: EngineRestart | null = null
  #heartbeat = new Heartbeat(performance.now(), STARTS_WITHIN_MS)
  /** Set once the engine is to end and not to come back. */
  #stopping: Promise<void> | null = null

  /** `onFailed` is told when it refuses to start (bad config, wrong key, ...) and has never been ready; `endHung` ends a process by its id. */
  constructor(
    start: EngineStart,
    onFailed: (failure: VigilFailure) => void,
    endHung: (pid: number) => void = endAtOnce,
  ) {
    this.#endHung = endHung
    this.#standby = new Standby(endHung)
    this.#start = start
    this.#onFailed = onFailed
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
    if (this.#ready) this.#broker(contents)
  }

  /** The page of these contents is gone, maybe with its window: nothing more is sent to it. */
  disconnect(window: number): void {
    if (this.#windows.delete(window)) this.#send({ type: 'windowClosed', window })
  }

  /** The PC slept: the engine keeps it in the record. */
  asleep(fromUtcMs: number, toUtcMs: number): void {
    this.#send({ type: 'asleep', fromUtcMs, toUtcMs })
  }

  /** The system asks whether it may end: the record keeps it, as there may be no time left to close it then. */
  systemMayEnd(): void {
    this.#send({ type: 'systemMayEnd' })
  }

  /** Tells `listener` whether the window on the wall is to be open, at each start of the engine and each change. */
  onWall(listener: (wanted: boolean) => void): void {
    this.#onWall = listener
  }

  /** What became of the window on the wall; an engine that starts later is told too. */
  setWallState(state: WallState): void {
    this.#wallState = state
    if (this.#ready) this.#send({ type: 'wallState', state })
  }

  /** Its user closed the window on the wall. */
  wallClosed(): void {
    this.#send({ type: 'wallClosed' })
  }

  /** Asks the engine to close its store, then ends it. In: what the record keeps of why. Resolves when it has ended. Idempotent. */
  stop(exit: RunExit): Promise<void> {
    this.#standby.close()
    this.#stopping ??= this.#end(exit)
    return this.#stopping
  }

  #end(exit: RunExit): Promise<void> {
    const child = this.#child
    if (child === null) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill(), STOP_WITHIN_MS)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#send({ type: 'stop', exit })
    })
  }

  #fork(): void {
    const child = this.#standby.take()
    this.#child = child
    this.#ready = false
    this.#heartbeat = new Heartbeat(performance.now(), STARTS_WITHIN_MS)
    child.on('message', (message: EngineToMain) => this.#receive(message))
    child.once('exit', (code) => this.#exited(code))
    this.#send({ type: 'start', start: this.#start })
  }

  #exited(code: number): void {
    const wasReady = this.#ready
    const restart: EngineRestart = this.#hung ?? { kind: 'ended', code }
    this.#hung = null
    this.#child = null
    this.#ready = false
    if (this.#stopping !== null) return
    process.stderr.write(`vigil: ${restartReason(restart)} It is started again.\n`)
    for (const contents of this.#windows.values()) contents.send(PORT_MESSAGE.engineLost)
    // One that failed to start again was not what left the gap.
    if (wasReady) this.#start = { ...this.#start, restart }
    if (wasReady) this.#fork()
    else if (this.#everReady) setTimeout(() => this.#forkAgain(), RESTART_AFTER_FAILED_START_MS)
    else this.#refused(ENDED_EARLY)
  }

  #forkAgain(): void {
    if (this.#stopping === null) this.#fork()
  }

  #onFailedStart(failure: VigilFailure): void {
    if (this.#stopping !== null) return
    if (!this.#everReady) {
      this.#refused(failure)
      return
    }
    // It ran before: tried again until the cause is gone, such as a full disk or a folder that is away.
    process.stderr.write(`vigil: ${failure.message}\n`)
    this.#child?.kill()
  }

  /** What keeps the first start from happening is for people to mend. */
  #refused(failure: VigilFailure): void {
    this.#stopping = Promise.resolve()
    this.#onFailed(failure)
  }

  #receive(message: EngineToMain): void {
    switch (message.type) {
      case 'alive':
        this.#heartbeat.heard(performance.now())
        return
      case 'ready':
        this.#ready = true
        this.#everReady = true
        this.#standby.prepare()
        this.#heartbeat = new Heartbeat(performance.now())
        // An engine begins with a wall that is closed.
        if (this.#wallState !== 'closed') this.setWallState(this.#wallState)
        for (const contents of this.#windows.values()) this.#broker(contents)
        return
      case 'wall':
        this.#onWall(message.wanted)
        return
      case 'failed':
        this.#onFailedStart(message.failure)
        return
      case 'wantWaves': {
        const contents = this.#windows.get(message.window)
        if (contents !== undefined) this.#brokerWaves(contents)
        return
      }
      case 'windowHung':
        // A page that is gone is loaded again; one that hangs is made to go.
        this.#windows.get(message.window)?.forcefullyCrashRenderer()
        return
      case 'stopped':
        this.#child?.kill()
    }
  }

  #watch(): void {
    const nowMs = performance.now()
    this.#standby.watch(nowMs)
    if (this.#child === null || !this.#heartbeat.hangs(nowMs)) return
    this.#hung ??= { kind: 'hung', silentMs: this.#heartbeat.silentMs(nowMs) }
    // It has as long again to end before it is killed once more.
    this.#heartbeat.heard(nowMs)
    const { pid } = this.#child
    if (pid !== undefined) this.#endHung(pid)
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

  #send(message: MainToEngine, ports: Electron.MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports)
  }
}
