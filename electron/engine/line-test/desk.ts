import { VigilError } from '../../ipc/contract.ts'
import type { LineCapture, LineTestView } from '../../ipc/line-test.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import { LineTest, type LineTestOptions } from './line-test.ts'

/** A test that nobody looks at any more ends: its window has gone, and it holds the line. */
const UNWATCHED_MS = 10_000

interface Run {
  readonly number: number
  readonly text: string
  readonly driver: string
  readonly test: LineTest
  watchedMs: number
}

function viewOf({ number, text, driver, test }: Run): LineTestView {
  return { run: number, link: text, driver, ...test.facts() }
}

/** The one test of a line that may run, and the views of it. A new one ends the one before. */
export class LineTestDesk {
  readonly #clock: Clock
  readonly #timers: Timers
  #number = 0
  #run: Run | null = null
  #stopWatching: Cancel | null = null

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock
    this.#timers = timers
  }

  /** Begins a test. In: the line as text, and the driver on its link. */
  start(text: string, options: Omit<LineTestOptions, 'clock' | 'timers'>): LineTestView {
    this.close()
    this.#number++
    const test = new LineTest({ ...options, clock: this.#clock, timers: this.#timers })
    const watchedMs = this.#clock.monotonicMs()
    const run = { number: this.#number, text, driver: options.driver.id, test, watchedMs }
    this.#run = run
    this.#stopWatching = this.#timers.every(UNWATCHED_MS / 2, () => {
      if (this.#clock.monotonicMs() - run.watchedMs >= UNWATCHED_MS) this.close()
    })
    return viewOf(run)
  }

  /** Where a test stands. Throws VigilError badRequest for one that is no longer known. */
  state(number: number): LineTestView {
    const run = this.#find(number)
    run.watchedMs = this.#clock.monotonicMs()
    return viewOf(run)
  }

  /** Ends a test; one that has ended stays as it is. */
  stop(number: number): LineTestView {
    const run = this.#find(number)
    run.test.close()
    return viewOf(run)
  }

  /** The bytes of a test, also after its end. Out: beside them the line and the driver. */
  capture(number: number): LineCapture & { readonly link: string; readonly driver: string } {
    const { text, driver, test } = this.#find(number)
    return { ...test.capture(), link: text, driver }
  }

  /** The line that is tested now; null: none. */
  get line(): string | null {
    return this.#run?.test.isRunning === true ? this.#run.text : null
  }

  close(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    this.#run?.test.close()
  }

  #find(number: number): Run {
    if (this.#run?.number === number) return this.#run
    throw new VigilError('badRequest', 'This test has ended: start it again.')
  }
}
