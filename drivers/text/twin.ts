import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import type { TextDefinition, TextTwin } from './schema.ts'

const MS_PER_SECOND = 1_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const PLACE = /\{(\w+)\}/g

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** The parts of a clock by their place holders. */
function clockTexts(utcMs: number): Record<string, string> {
  const date = new Date(utcMs)
  return {
    YYYY: String(date.getUTCFullYear()),
    YY: String(date.getUTCFullYear()).slice(-2),
    MMM: MONTHS[date.getUTCMonth()] ?? '',
    MM: two(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    hh: two(date.getUTCHours()),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
  }
}

function lineOf(twin: TextTwin, patient: Patient, seconds: number, utcMs: number): string {
  const vitals = patient.vitals(seconds)
  const state = patient.probeOff(seconds) ? 'off' : vitals.spo2Percent === null ? 'searching' : 'good'
  const texts = clockTexts(utcMs)
  for (const [name, field] of Object.entries(twin.fields)) {
    const value = vitals[field.vital]
    texts[name] =
      value === null ? field.missing : value.toFixed(field.decimals).padStart(field.digits, field.pad)
  }
  for (const [name, words] of Object.entries(twin.states)) texts[name] = words[state]
  return twin.line.replaceAll(PLACE, (place, name: string) => texts[name] ?? place)
}

/**
 * The monitor's side of the line: a simulated patient printed as the file's twin says,
 * or the file's samples in turn where it has none. Throws TypeError for an unknown scenario.
 */
export function createTextTwin(file: TextDefinition, options: TwinOptions): Twin {
  const patient = createPatient(options)
  const everyMs = file.everySeconds * MS_PER_SECOND
  let count = 0

  function nextLine(): string {
    const atMs = count * everyMs
    if (file.twin !== undefined)
      return lineOf(file.twin, patient, atMs / MS_PER_SECOND, options.startUtcMs + atMs)
    return file.samples[count % file.samples.length]?.line ?? ''
  }

  return {
    produce(atMs) {
      let text = ''
      for (; count * everyMs <= atMs; count++) text += `${nextLine()}\r\n`
      return Uint8Array.from(text, (character) => character.charCodeAt(0))
    },
    receive() {
      // These monitors do not listen.
    },
  }
}
