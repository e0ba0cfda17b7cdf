import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import { BREATH_END, CARRIAGE_RETURN, COMMAND, type ReplyName, TWIN, WAVE } from './codes.ts'
import { replyText } from './encode-reply.ts'

const MS_PER_SECOND = 1000
const SAMPLE_MS = MS_PER_SECOND / WAVE.rateHz
const LINE_END = '\r\n'

/** The waveform port: a line every 20 ms, framed by the breaths of the patient. */
class WavePort {
  readonly #patient: Patient
  #counter = 0
  #before: number
  #isRising = false

  constructor(patient: Patient) {
    this.#patient = patient
    this.#before = patient.airwayPressureCmH2O(0)
  }

  /** The lines of one sample; a breath begins where the pressure begins to rise. Nothing before the first. */
  sampleAt(atMs: number): string {
    const pressure = this.#patient.airwayPressureCmH2O(atMs / MS_PER_SECOND)
    const rise = pressure - this.#before
    this.#before = pressure
    const isRising = rise > TWIN.breathBegins
    const start = isRising && !this.#isRising ? this.#breath() : ''
    this.#isRising = isRising
    if (this.#counter === 0) return ''
    const flow = Math.max(-WAVE.flowReach, Math.min(WAVE.flowReach, rise * TWIN.litresPerMinutePerRise))
    return `${start}${flow.toFixed(2)}, ${pressure.toFixed(2)}${LINE_END}`
  }

  #breath(): string {
    const end = this.#counter > 0 ? `${BREATH_END}${LINE_END}` : ''
    this.#counter++
    return `${end}BS, S:${this.#counter},${LINE_END}`
  }
}

/**
 * The ventilator's side of the wire, one socket for both its ports: it sends waveforms by itself and answers what is
 * asked between their lines. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  const waves = new WavePort(patient)
  let heard = ''
  let answers = ''
  let nextSampleMs = 0

  function answer(word: string, atMs: number): void {
    const name: ReplyName | null = word === COMMAND.many ? 'MISCF' : word === COMMAND.few ? 'MISCA' : null
    if (name === null) return
    answers += replyText(name, patient.vitals(atMs / MS_PER_SECOND), options.startUtcMs + atMs)
  }

  return {
    produce(atMs) {
      let text = ''
      for (; nextSampleMs <= atMs; nextSampleMs += SAMPLE_MS) text += waves.sampleAt(nextSampleMs)
      text += answers
      answers = ''
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        if (byte !== CARRIAGE_RETURN)
          heard = `${heard}${String.fromCharCode(byte)}`.slice(-COMMAND.reset.length)
        else {
          answer(heard, atMs)
          heard = ''
        }
      }
    },
  }
}
