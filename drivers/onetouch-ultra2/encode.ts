import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient } from '../physiology/patient.ts'
import { HEX, QUESTION, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const TWO_DIGITS = 2
const THREE_DIGITS = 3
const CHECK_DIGITS = 4
const YEARS = 100
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
/** Steps from one simulated reading to the next, and from one seed to the next; mg/dL. */
const STEP = { reading: 17, seed: 31 } as const

/** Behind a blank the sum of everything before it, then the line end. */
function line(text: string): string {
  const sum = Array.from(text).reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return `${text} ${sum.toString(HEX).toUpperCase().padStart(CHECK_DIGITS, '0')}\r\n`
}

/** Weekday, date and time. */
function timeText(utcMs: number): string {
  const at = new Date(utcMs)
  const two = (number: number) => String(number).padStart(TWO_DIGITS, '0')
  const date = `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${two(at.getUTCFullYear() % YEARS)}`
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `"${DAYS[at.getUTCDay()]}","${date}","${time}   "`
}

function recordText(utcMs: number, value: number): string {
  const result = String(value).padStart(THREE_DIGITS, '0')
  return line(`P ${timeText(utcMs)},"  ${result} ","N","00", 00`)
}

/**
 * The meter's side of the wire: it answers with its clock or its memory, the latest reading first, and somebody takes a reading
 * now and then. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  // Glucose is no part of the simulated patient; a name that is no scenario is refused all the same.
  const { seed } = createPatient(options)
  const memory: string[] = []
  let nextSeconds: number = TWIN.firstSeconds
  let heard: number[] = []
  /** Lines that are still to be sent, and when the next one is through the line. */
  let answers: string[] = []
  let nextLineMs = 0

  function take(utcMs: number): void {
    const steps = STEP.seed * Math.abs(seed) + STEP.reading * memory.length
    memory.unshift(recordText(utcMs, TWIN.leastMgDl + (steps % TWIN.spreadMgDl)))
  }
  for (const utcMs of TWIN.storedUtcMs) take(utcMs)

  function answer(question: string, atMs: number): void {
    const count = String(memory.length).padStart(THREE_DIGITS, '0')
    if (question === QUESTION.clock.join()) answers = [line(`F ${timeText(options.startUtcMs + atMs)}`)]
    else if (question === QUESTION.memory.join())
      answers = [line(`P ${count},"${TWIN.serial}","MG/DL "`), ...memory]
    else return
    nextLineMs = atMs
  }

  return {
    produce(atMs) {
      for (; nextSeconds * MS_PER_SECOND <= atMs; nextSeconds += TWIN.everySeconds)
        take(options.startUtcMs + nextSeconds * MS_PER_SECOND)
      let text = ''
      for (; nextLineMs <= atMs && answers.length > 0; nextLineMs += TWIN.lineMs)
        text += answers.shift() ?? ''
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = [...heard, byte].slice(-QUESTION.memory.length)
        answer(heard.join(), atMs)
      }
    },
  }
}
