import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { DetectionClaim, DetectionStep, DetectionView } from '../../ipc/detection.ts'
import type { Clock } from '../clock.ts'
import { createLink, createSerialLink } from '../link/create-link.ts'
import type { Link } from '../link/link.ts'
import { optionsOnLine } from '../link/options-on-line.ts'
import { printSettings } from '../link/print-settings.ts'
import { isSimulated, type LinkSpec } from '../link/spec.ts'
import { printedValues } from '../printed-values.ts'
import type { Cancel, Timers } from '../timers.ts'
import { type Attempt, attemptsOf, driversOn, linkTextFor } from './attempts.ts'
import { LineDetection, type Progress } from './line-detection.ts'

/** A search that nobody looks at any more ends: its window has gone, and it may be writing. */
const UNWATCHED_MS = 10_000

/** A line to search, read and free. */
export interface DetectionRequest {
  readonly text: string
  readonly spec: LinkSpec
  readonly drivers: readonly Driver[]
  /** Whether drivers may write to the line. */
  readonly ask: boolean
}

interface Run {
  readonly number: number
  readonly text: string
  readonly simulated: boolean
  readonly attempts: readonly Attempt[]
  readonly search: LineDetection
  watchedMs: number
}

/** Makes the link of one attempt: with these settings, or of a line that has none. */
export type MakeLink = (spec: LinkSpec, serial: SerialSettings | null) => Link

/** The one search that may run, and the views of it. A new one ends the one before. */
export class DetectionDesk {
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #makeLink: MakeLink
  #number = 0
  #run: Run | null = null
  #stopWatching: Cancel | null = null

  /** `makeLink`: the real lines, unless a test brings its own. */
  constructor(clock: Clock, timers: Timers, makeLink?: MakeLink) {
    this.#clock = clock
    this.#timers = timers
    this.#makeLink =
      makeLink ??
      ((spec, serial) =>
        serial !== null && (spec.kind === 'serial' || spec.kind === 'serialUsb')
          ? createSerialLink(spec, serial, clock, timers)
          : createLink(spec, null, clock, timers))
  }

  /** Begins a search. Throws VigilError badLink for a line that cannot be searched. */
  start({ text, spec, drivers, ask }: DetectionRequest): DetectionView {
    if (spec.kind === 'sim') {
      throw new VigilError(
        'badLink',
        'A simulated line speaks as the driver it is given: choose the driver yourself.',
      )
    }
    this.close()
    const attempts = attemptsOf(drivers, spec, ask)
    const search = new LineDetection({
      drivers: driversOn(drivers, spec).map((driver) => ({
        driver,
        options: optionsOnLine(driver, spec, driver.options.parse({})),
      })),
      attempts,
      linkOf: (serial) => this.#makeLink(spec, serial),
      clock: this.#clock,
      timers: this.#timers,
    })
    this.#number++
    const watchedMs = this.#clock.monotonicMs()
    const run = { number: this.#number, text, simulated: isSimulated(spec), attempts, search, watchedMs }
    this.#run = run
    this.#stopWatching = this.#timers.every(UNWATCHED_MS / 2, () => {
      if (this.#clock.monotonicMs() - run.watchedMs >= UNWATCHED_MS) this.close()
    })
    return viewOf(run)
  }

  /** Where a search stands. Throws VigilError badRequest for one that is no longer known. */
  state(number: number): DetectionView {
    const run = this.#find(number)
    run.watchedMs = this.#clock.monotonicMs()
    return viewOf(run)
  }

  /** Ends a search; one that has ended already stays as it is. */
  cancel(number: number): DetectionView {
    const run = this.#find(number)
    run.search.close()
    return viewOf(run)
  }

  /** The line that is searched now, so that no bed is bound to it meanwhile; null: none. */
  get line(): string | null {
    return this.#run?.search.progress.state === 'running' ? this.#run.text : null
  }

  close(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    this.#run?.search.close()
  }

  #find(number: number): Run {
    if (this.#run?.number === number) return this.#run
    throw new VigilError('badRequest', 'This search has ended: start it again.')
  }
}

function stepOf({ attempts, search }: Run): DetectionStep | null {
  const { attempt } = search
  if (attempt === null) return null
  return {
    number: search.progress.at + 1,
    of: attempts.length,
    asks: attempt.asks?.id ?? null,
    settings: attempt.serial === null ? null : printSettings(attempt.serial),
  }
}

function claimsOf({ text, search }: Run, { detection }: Progress): readonly DetectionClaim[] {
  const { attempt } = search
  if (attempt === null) return []
  return detection.claims.map(({ driver, goodFrames, badFrames, understood, numerics, waves }) => ({
    driver: driver.id,
    link: linkTextFor(text, driver, attempt),
    goodFrames,
    badFrames,
    understood,
    values: printedValues(numerics),
    waves: waves.map(({ label }) => label),
  }))
}

function verdictOf({ state, bytes, detection }: Progress): DetectionView['verdict'] {
  if (state !== 'done') return null
  if (detection.verdict !== 'none') return detection.verdict
  return bytes > 0 ? 'notUnderstood' : 'silent'
}

function viewOf(run: Run): DetectionView {
  const { progress } = run.search
  return {
    run: run.number,
    link: run.text,
    state: progress.state,
    step: stepOf(run),
    simulated: run.simulated,
    bytes: progress.bytes,
    verdict: verdictOf(progress),
    claims: claimsOf(run, progress),
    problem: progress.problem,
  }
}
