import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Vitals } from '../physiology/patient.ts'
import { FIELDS, FRAME, MODE_ASKED, REFUSED, TEXT_BYTES, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const ML_PER_L = 1_000
const NO_NUMBER = '9999.'

/** Five characters: blanks, the number, and a point where it has no decimals. */
function field(value: number | null, decimals: number): string {
  if (value === null) return NO_NUMBER
  const text = decimals === 0 ? `${value.toFixed(0)}.` : value.toFixed(decimals)
  return text.padStart(TEXT_BYTES)
}

function numberFor(asked: number, vitals: Vitals): number | null {
  const { respirationRate: rate } = vitals
  const isBreathing = rate !== null && rate > 0
  const values: Readonly<Record<number, number | null>> = {
    36: vitals.spo2Percent,
    37: vitals.pulseRate,
    [MODE_ASKED]: TWIN.mode,
    48: TWIN.peepSet,
    50: TWIN.oxygenSet,
    60: isBreathing ? TWIN.tidalMl : null,
    61: isBreathing ? TWIN.tidalMl : null,
    62: isBreathing ? (rate * TWIN.tidalMl) / ML_PER_L : null,
    63: rate,
    66: vitals.peakPressureCmH2O,
    68: vitals.peepCmH2O,
    71: vitals.fio2Percent,
  }
  return values[asked] ?? null
}

/** The ventilator's side of the wire: it answers what it is asked. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let heard: number[] = []
  let answers: number[] = []

  function answer(asked: number, atMs: number): void {
    const row = FIELDS.find((one) => one.asked === asked)
    const isKnown = row !== undefined || asked === MODE_ASKED
    const vitals = patient.vitals(atMs / MS_PER_SECOND)
    const text = isKnown ? field(numberFor(asked, vitals), row?.decimals ?? 0) : REFUSED.text
    const letters = Array.from(text, (letter) => letter.charCodeAt(0))
    answers.push(FRAME.start, isKnown ? asked : REFUSED.id, ...letters, FRAME.end, FRAME.last)
  }

  return {
    produce() {
      const bytes = Uint8Array.from(answers)
      answers = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = [...heard, byte].slice(-FRAME.requestBytes)
        const [start, asked = 0, end, last] = heard
        if (start === FRAME.start && end === FRAME.end && last === FRAME.last) answer(asked, atMs)
      }
    },
  }
}
