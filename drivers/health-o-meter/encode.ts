import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient } from '../physiology/patient.ts'
import { EVERY_MS, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const TENTHS = 10
const ESC = '\x1b'
const NOBODY = '0000000000'
/** Steps from one person to the next, and from one seed to the next; tenths of a kg. */
const STEP = { person: 137, seed: 71 } as const

/** The scale's side of the wire: one person after the other stands on it. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  // A weight is no part of the simulated patient; a name that is no scenario is refused all the same.
  const { seed } = createPatient(options)
  let nextMs = 0

  function packetAt(atMs: number): string {
    const seconds = atMs / MS_PER_SECOND
    if (seconds % TWIN.everySeconds >= TWIN.standsSeconds) return ''
    const person = Math.floor(seconds / TWIN.everySeconds)
    const steps = STEP.seed * Math.abs(seed) + STEP.person * person
    const kilograms = (TWIN.leastTenths + (steps % TWIN.spreadTenths)) / TENTHS
    const index = kilograms / TWIN.heightMetres ** 2
    const opens = seconds % TWIN.everySeconds === 0 ? `${ESC}R` : '6R'
    const fields = [
      `I${NOBODY}`,
      `W${kilograms.toFixed(1)}`,
      `H${TWIN.height}`,
      `B${index.toFixed(1)}`,
      `T${TWIN.tare}`,
      'Nm',
      'E',
    ]
    return opens + fields.map((field) => ESC + field).join('')
  }

  return {
    produce(atMs) {
      let text = ''
      for (; nextMs <= atMs; nextMs += EVERY_MS) text += packetAt(nextMs)
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    },
    receive() {
      // The scale has no ears.
    },
  }
}
