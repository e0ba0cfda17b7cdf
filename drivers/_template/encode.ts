import type { Twin, TwinOptions } from '../driver.ts'
import { checksums } from '../framing/checksum.ts'
import { stuff } from '../framing/delimited.ts'
import { createPatient } from '../physiology/patient.ts'
import { FRAME_BYTES, FRAME_EVERY_MS, NO_VALUE, OFFSET, STATUS } from './codes.ts'
import { format } from './decode.ts'

const MS_PER_SECOND = 1000

/** The clip's side of the wire. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let nextMs = 0

  function frameAt(atMs: number): Uint8Array {
    const { pulseRate, spo2Percent } = patient.vitals(atMs / MS_PER_SECOND)
    const plain = new Uint8Array(FRAME_BYTES)
    plain[OFFSET.length] = FRAME_BYTES
    plain[OFFSET.pulseRate] = pulseRate ?? NO_VALUE
    plain[OFFSET.saturation] = spo2Percent ?? NO_VALUE
    plain[OFFSET.status] = spo2Percent === null ? STATUS.searching : 0
    plain[OFFSET.checksum] = checksums.sum8(plain, 0, OFFSET.checksum)
    return stuff(format, plain)
  }

  return {
    produce(atMs) {
      const frames: number[] = []
      for (; nextMs <= atMs; nextMs += FRAME_EVERY_MS) frames.push(...frameAt(nextMs))
      return Uint8Array.from(frames)
    },
    receive() {
      // The clip has no ears.
    },
  }
}
