import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient } from '../physiology/patient.ts'
import { QUESTION, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const TWO_DIGITS = 2
const YEARS = 100
const RS = '\x1e'
const HEAD = [0x16, 0x16, 0x01, 0x30, 0x20, 0x06] as const
const STX = 0x02
const ETX = 0x03
const NO_READING = 1

interface Reading {
  readonly utcMs: number
  readonly systolic: number | null
  readonly diastolic: number | null
  readonly mean: number | null
  readonly pulse: number | null
}

function timeText(utcMs: number): string {
  const at = new Date(utcMs)
  const parts = [
    at.getUTCFullYear() % YEARS,
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
  ]
  return parts.map((part) => String(part).padStart(TWO_DIGITS, '0')).join('')
}

function textOf({ utcMs, systolic, diastolic, mean, pulse }: Reading): string {
  const error = systolic === null ? NO_READING : 0
  const fields = [
    ...[TWIN.model, timeText(utcMs), '', '', error],
    ...[`S${systolic ?? ''}`, `M${mean ?? ''}`, `D${diastolic ?? ''}`, `P${pulse ?? ''}`],
    ...[`L${TWIN.inflation}`, TWIN.amplitude],
  ]
  return fields.join(RS)
}

/**
 * The kiosk's side of the wire: it answers with its last reading, and somebody sits down now and then. Behind the
 * end it sends the XOR of the text. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  const { systolic, diastolic, mean, pulse, spread } = TWIN.stored
  const others = Math.abs(options.seed) % spread
  let last: Reading = {
    utcMs: TWIN.storedUtcMs,
    systolic: systolic + others,
    diastolic,
    mean,
    pulse: pulse + others,
  }
  let nextSeconds: number = TWIN.firstSeconds
  let heard: number[] = []
  let answers: number[] = []

  function take(seconds: number): void {
    const vitals = patient.vitals(seconds)
    last = {
      utcMs: options.startUtcMs + seconds * MS_PER_SECOND,
      systolic: vitals.nibpSystolicMmHg,
      diastolic: vitals.nibpDiastolicMmHg,
      mean: vitals.nibpMeanMmHg,
      pulse: vitals.nibpPulseRate,
    }
  }

  return {
    produce(atMs) {
      for (; nextSeconds * MS_PER_SECOND <= atMs; nextSeconds += TWIN.everySeconds) take(nextSeconds)
      const bytes = Uint8Array.from(answers)
      answers = []
      return bytes
    },
    receive(bytes) {
      for (const byte of bytes) {
        heard = [...heard, byte].slice(-QUESTION.length)
        if (heard.join() !== QUESTION.join()) continue
        const letters = Array.from(textOf(last), (letter) => letter.charCodeAt(0))
        const check = letters.reduce((xor, letter) => xor ^ letter, 0)
        answers.push(...HEAD, STX, ...letters, ETX, check)
      }
    },
  }
}
