import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient, type Vitals } from '../physiology/patient.ts'
import { FRAME, KIND, NONE, RATE_HZ, STATUS, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const BYTE_MASK = 0xff
const BYTE_BITS = 8
const KINDS = KIND.last + 1

const high = (value: number) => [(value >> BYTE_BITS) & BYTE_MASK, value & BYTE_MASK] as const
const counts = (percent: number | null) =>
  percent === null ? NONE.wave : Math.max(0, Math.round(percent * TWIN.countsPerPercent))
const whole = (value: number | null) => (value === null ? NONE.slow : Math.round(value))

function sinceBreath({ etco2Percent, co2RespirationRate }: Vitals): number {
  return etco2Percent === null || co2RespirationRate === 0 ? TWIN.longestSinceBreath : 0
}

/** Six slow bytes of a kind of frame; the last of the gases is a spare byte. */
function slowBytes(kind: number, vitals: Vitals): readonly number[] {
  switch (kind) {
    case KIND.inspired:
      return [whole(vitals.fico2Percent), 0, 0, 0, whole(vitals.fio2Percent), 0]
    case KIND.expired:
      return [whole(vitals.etco2Percent), 0, 0, 0, whole(vitals.eto2Percent), 0]
    case KIND.general:
      return [whole(vitals.co2RespirationRate), sinceBreath(vitals), 0, 0, ...high(TWIN.pressureCounts)]
    default:
      return [0, 0, 0, 0, 0, 0]
  }
}

function frameAt(patient: Patient, seconds: number, kind: number): readonly number[] {
  const vitals = patient.vitals(Math.floor(seconds))
  const co2 = patient.co2Percent(seconds)
  const flags = vitals.etco2Percent === null ? STATUS.noBreath : co2 > 1 ? STATUS.breath : 0
  const waves = [co2, 0, 0, 0, vitals.fio2Percent].flatMap((percent) => high(counts(percent)))
  const checked = [kind, flags, ...waves, ...slowBytes(kind, vitals)]
  const sum = checked.reduce((total, byte) => total + byte, 0)
  return [FRAME.first, FRAME.second, ...checked, -sum & BYTE_MASK]
}

/** The module's side of the wire: it sends by itself. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let sent = 0
  return {
    produce(atMs) {
      const bytes: number[] = []
      for (;;) {
        const frameMs = (sent * MS_PER_SECOND) / RATE_HZ
        if (frameMs > atMs) break
        bytes.push(...frameAt(patient, frameMs / MS_PER_SECOND, sent % KINDS))
        sent++
      }
      return Uint8Array.from(bytes)
    },
    receive() {
      // The twin's module knows no command.
    },
  }
}
