import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'
import { ENGINE_STANDBY } from '../ipc/contract.ts'
import { Heartbeat } from './heartbeat.ts'

/** The app and its engine have settled: the work of starting another process disturbs nobody. */
const PREPARE_AFTER_MS = 1_500
/** One that ended or hung while it waited is not put back at once: what killed it, want of memory perhaps, lasts. */
const REPLACE_AFTER_MS = 60_000

/** Starts an engine process. It loads its program, opens nothing, and waits for its `start` message. */
export function forkEngine(words: readonly string[] = []): UtilityProcess {
  return utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [...words], {
    serviceName: 'vigil-engine',
    stdio: 'inherit',
  })
}

/** A stopped process takes no polite signal, and one that hangs would not answer it. */
export function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/**
 * An engine process that waits with its program loaded, so that a lost engine is back sooner. It has
 * no record, no line, no lock and no key until it is taken and told to start.
 */
export class Standby {
  #child: UtilityProcess | null = null
  /** When it was heard last; null while it loads, for which a busy PC may take its time. */
  #heartbeat: Heartbeat | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false
  readonly #endHung: (pid: number) => void

  /** `endHung` ends a process by its id. */
  constructor(endHung: (pid: number) => void) {
    this.#endHung = endHung
  }

  /** Has one waiting a little later. Safe to call when one waits. */
  prepare(): void {
    this.#forkAfter(PREPARE_AFTER_MS)
  }

  /** The one that waits, or a fresh process that first has to load. */
  take(): UtilityProcess {
    if (this.#timer !== null) clearTimeout(this.#timer)
    const child = this.#child
    this.#child = null
    return child ?? forkEngine()
  }

  /** Called twice a second: one that hangs would hang as the engine too, and is ended. */
  watch(nowMs: number): void {
    const pid = this.#child?.pid
    if (pid !== undefined && this.#heartbeat?.hangs(nowMs)) this.#endHung(pid)
  }

  /** Ends the one that waits; no other comes. Idempotent. */
  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#child?.kill()
  }

  #forkAfter(waitMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#fork(), waitMs)
  }

  #fork(): void {
    if (this.#closed || this.#child !== null) return
    const child = forkEngine([ENGINE_STANDBY])
    this.#child = child
    this.#heartbeat = null
    child.on('message', () => {
      if (this.#child !== child) return
      this.#heartbeat ??= new Heartbeat(performance.now())
      this.#heartbeat.heard(performance.now())
    })
    child.once('exit', () => {
      if (this.#child !== child) return
      this.#child = null
      if (!this.#closed) this.#forkAfter(REPLACE_AFTER_MS)
    })
  }
}
