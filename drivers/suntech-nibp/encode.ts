import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Vitals } from '../physiology/patient.ts'
import { QUESTION, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const BYTE_MASK = 0xff
const BYTE_BITS = 8
const START = 0x3e
const DONE = 0x4b
const WEAK_SIGNAL = 0x01
/** Between heart rate and mean, and behind the error: bytes that say nothing. */
const SPARE = 0
const TIME_CONSTANTS = [0, 0, 0, 0, 0, 0, 0, 0] as const
const QUESTION_BYTES = QUESTION.result.length

const low = (value: number) => [value & BYTE_MASK, (value >> BYTE_BITS) & BYTE_MASK] as const

/** Data between its start, its length and the byte that makes all add up to zero. */
function frame(...data: readonly number[]): readonly number[] {
  const open = [START, data.length + 3, ...data]
  const sum = open.reduce((total, byte) => total + byte, 0)
  return [...open, -sum & BYTE_MASK]
}

function result(vitals: Vitals | null): readonly number[] {
  const systolic = vitals?.nibpSystolicMmHg ?? 0
  const diastolic = vitals?.nibpDiastolicMmHg ?? 0
  const error = vitals !== null && systolic === 0 ? WEAK_SIGNAL : 0
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

/** What is in the cuff: it falls evenly while it measures, and is `atRest` between. */
function pressureAt(seconds: number, atRest: number): number {
  const since = (seconds % TWIN.everySeconds) - TWIN.beginsSeconds
  const lasts = TWIN.endsSeconds - TWIN.beginsSeconds
  if (since < 0 || since >= lasts) return atRest
  return Math.round(TWIN.highestMmHg - ((TWIN.highestMmHg - TWIN.lowestMmHg) * since) / lasts)
}

/**
 * The module's side of the wire: it answers what it is asked, and says "done" when a measurement ends that somebody
 * started at the device. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  // No pressure sensor is quite at zero.
  const atRest = options.seed % TWIN.offsetsMmHg
  let heard: number[] = []
  let answers: number[] = []
  let nextDoneSeconds: number = TWIN.endsSeconds
  let measured: Vitals | null = null

  function answer(atMs: number): void {
    const isFor = (question: readonly number[]) => question.every((byte, at) => byte === heard[at])
    if (isFor(QUESTION.pressure)) answers.push(...frame(...low(pressureAt(atMs / MS_PER_SECOND, atRest))))
    if (isFor(QUESTION.result)) answers.push(...result(measured))
  }

  return {
    produce(atMs) {
      for (; nextDoneSeconds * MS_PER_SECOND <= atMs; nextDoneSeconds += TWIN.everySeconds) {
        measured = patient.vitals(nextDoneSeconds)
        answers.push(...frame(DONE))
      }
      const bytes = Uint8Array.from(answers)
      answers = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = [...heard, byte].slice(-QUESTION_BYTES)
        answer(atMs)
      }
    },
  }
}
