import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Vitals } from '../physiology/patient.ts'
import { QUESTION, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const BYTE_MASK = 0xff
const BYTE_BITS = 8
const START = 0x3e
const DONE = 0x4b
const RECEIVED = 0x4f
const ABORTED = 0x41
const BUSY = 0x42
const WEAK_SIGNAL = 0x01
const USER_ABORT = 0x56
/** Between heart rate and mean, and behind the error: bytes that say nothing. */
const SPARE = 0
const TIME_CONSTANTS = [0, 0, 0, 0, 0, 0, 0, 0] as const
const LONGEST_COMMAND = QUESTION.result.length
/** Commands as the document prints them, the check with them. */
const STARTS = {
  adult: [0x3a, 0x20, 0xa6],
  paediatric: [0x3a, 0x87, 0x3f],
  neonate: [0x3a, 0x28, 0x9e],
} as const
const ABORT = [0x3a, 0x79, 0x01, 0x00, 0x4c] as const

/** A measurement that somebody started over the line. */
interface Started {
  readonly fromSeconds: number
  readonly highestMmHg: number
}

const low = (value: number) => [value & BYTE_MASK, (value >> BYTE_BITS) & BYTE_MASK] as const

/** Data between its start, its length and the byte that makes all add up to zero. */
function frame(...data: readonly number[]): readonly number[] {
  const open = [START, data.length + 3, ...data]
  const sum = open.reduce((total, byte) => total + byte, 0)
  return [...open, -sum & BYTE_MASK]
}

function result(vitals: Vitals | null, isAborted: boolean): readonly number[] {
  const systolic = vitals?.nibpSystolicMmHg ?? 0
  const diastolic = vitals?.nibpDiastolicMmHg ?? 0
  const noReading = vitals !== null && systolic === 0 ? WEAK_SIGNAL : 0
  const error = isAborted ? USER_ABORT : noReading
  return frame(
    ...low(systolic),
    ...low(diastolic),
    systolic === 0 ? 0 : TWIN.beats,
    1,
    ...TIME_CONSTANTS,
    vitals?.nibpPulseRate ?? 0,
    SPARE,
    ...low(vitals?.nibpMeanMmHg ?? 0),
    error,
    SPARE,
    SPARE,
  )
}

/** Falls evenly from the most to the least, `share` of the way. */
function falling(highestMmHg: number, share: number): number {
  return Math.round(highestMmHg - (highestMmHg - TWIN.lowestMmHg) * share)
}

/** What is in the cuff by the module's own plan; null between two measurements. */
function plannedAt(seconds: number): number | null {
  const since = (seconds % TWIN.everySeconds) - TWIN.beginsSeconds
  const lasts = TWIN.endsSeconds - TWIN.beginsSeconds
  return since < 0 || since >= lasts ? null : falling(TWIN.highestMmHg, since / lasts)
}

/** What is in the cuff after a start over the line: it is filled, then falls. */
function startedAt({ fromSeconds, highestMmHg }: Started, seconds: number): number {
  const { inflatesSeconds, startedSeconds } = TWIN
  const since = seconds - fromSeconds
  if (since < inflatesSeconds) return Math.round((highestMmHg * since) / inflatesSeconds)
  return falling(highestMmHg, (since - inflatesSeconds) / (startedSeconds - inflatesSeconds))
}

/**
 * The module's side of the wire: it answers what it is asked, says "done" when a measurement ends that somebody
 * started at the device, and starts and stops one when it is told to. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  // No pressure sensor is quite at zero.
  const atRest = options.seed % TWIN.offsetsMmHg
  let heard: number[] = []
  let answers: number[] = []
  let nextDoneSeconds: number = TWIN.endsSeconds
  let measured: Vitals | null = null
  let isAborted = false
  let started: Started | null = null
  /** The measurement of the plan that ends then was stopped. */
  let stoppedPlan = Number.NaN

  const planned = (seconds: number) => (stoppedPlan === nextDoneSeconds ? null : plannedAt(seconds))

  function measure(seconds: number): void {
    measured = patient.vitals(seconds)
    isAborted = false
    answers.push(...frame(DONE))
  }

  function start(seconds: number, highestMmHg: number): void {
    const isBusy = started !== null || planned(seconds) !== null
    if (!isBusy) started = { fromSeconds: seconds, highestMmHg }
    answers.push(...frame(isBusy ? BUSY : RECEIVED))
  }

  function abort(seconds: number): void {
    const isPlanned = planned(seconds) !== null
    if (started !== null || isPlanned) {
      measured = null
      isAborted = true
    }
    if (isPlanned) stoppedPlan = nextDoneSeconds
    started = null
    answers.push(...frame(ABORTED))
  }

  function answer(seconds: number): void {
    const isFor = (command: readonly number[]) =>
      heard.length >= command.length &&
      command.every((byte, at) => byte === heard[heard.length - command.length + at])
    if (isFor(QUESTION.pressure)) {
      const mmHg = started === null ? planned(seconds) : startedAt(started, seconds)
      answers.push(...frame(...low(mmHg ?? atRest)))
    }
    if (isFor(QUESTION.result)) answers.push(...result(measured, isAborted))
    if (isFor(STARTS.adult)) start(seconds, TWIN.startedMmHg.adult)
    if (isFor(STARTS.paediatric)) start(seconds, TWIN.startedMmHg.paediatric)
    if (isFor(STARTS.neonate)) start(seconds, TWIN.startedMmHg.neonate)
    if (isFor(ABORT)) abort(seconds)
  }

  return {
    produce(atMs) {
      const seconds = atMs / MS_PER_SECOND
      for (; nextDoneSeconds <= seconds; nextDoneSeconds += TWIN.everySeconds) {
        if (stoppedPlan !== nextDoneSeconds) measure(nextDoneSeconds)
      }
      if (started !== null && seconds - started.fromSeconds >= TWIN.startedSeconds) {
        measure(started.fromSeconds + TWIN.startedSeconds)
        started = null
      }
      const bytes = Uint8Array.from(answers)
      answers = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = [...heard, byte].slice(-LONGEST_COMMAND)
        answer(atMs / MS_PER_SECOND)
      }
    },
  }
}
