import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import { BIT_7, HIGHEST, LOW_7, NONE, PACKET, RATE_HZ, TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000

/** One packet as the sheet draws it; the numbers change once a second. */
function packetAt(patient: Patient, seconds: number): readonly number[] {
  const { status, bar } = PACKET
  const { spo2Percent, pulseRate, perfusionPercent } = patient.vitals(Math.floor(seconds))
  if (patient.probeOff(seconds) || spo2Percent === null || pulseRate === null || perfusionPercent === null) {
    return [
      status.first | status.noSignal,
      NONE.pleth,
      bar.rateBit7 | bar.noFinger,
      NONE.rate & LOW_7,
      NONE.saturation,
    ]
  }
  const swing = (TWIN.plethSwing * patient.plethPercent(seconds)) / perfusionPercent
  const pleth = Math.max(1, Math.min(HIGHEST.pleth, Math.round(TWIN.plethMiddle + swing)))
  const strength = Math.min(HIGHEST.strength, Math.ceil(perfusionPercent * TWIN.strengthPerPercent))
  const rate = Math.min(NONE.rate - 1, pulseRate)
  return [
    status.first | strength,
    pleth,
    ((rate & BIT_7) === 0 ? 0 : bar.rateBit7) | Math.floor(pleth / TWIN.plethPerBar),
    rate & LOW_7,
    spo2Percent,
  ]
}

/** The oximeter's side of the wire: it sends by itself. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let sent = 0
  return {
    produce(atMs) {
      const bytes: number[] = []
      for (;;) {
        const packetMs = (sent * MS_PER_SECOND) / RATE_HZ
        if (packetMs > atMs) break
        sent++
        bytes.push(...packetAt(patient, packetMs / MS_PER_SECOND))
      }
      return Uint8Array.from(bytes)
    },
    receive() {
      // The oximeter has no ears.
    },
  }
}
