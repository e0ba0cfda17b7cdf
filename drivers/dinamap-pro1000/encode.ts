import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'

/** A block each 20 ms: number, status, two channels of four samples, three bytes of numbers, check, and two bytes inverted. */
const EVERY_MS = 20
const MS_PER_SECOND = 1000
const NUMBERS = 200
const HIGHEST = 1023
const REST = 508
/** Counts of the twin's own scale: the monitor's is not known. */
const COUNTS_PER_MILLIVOLT = 100
const COUNTS_PER_OHM = 120
/** The three places of the first channel that rest, as in the recording. */
const STILL = [384, 0, 384]
const COUNTER = 4
const WARNING = 0x20

function bounded(count: number): number {
  return Math.max(0, Math.min(HIGHEST, Math.round(count)))
}

/** Four samples of ten bits as five bytes, the first sample first. */
function packed(samples: readonly number[]): number[] {
  const bits = samples.map((sample) => sample.toString(2).padStart(10, '0')).join('')
  return Array.from({ length: 5 }, (_, index) => Number.parseInt(bits.slice(8 * index, 8 * index + 8), 2))
}

/** CRC-8 with the polynomial x^8+x^7+x^2+1, bit by bit and the lowest first. */
function crc(bytes: readonly number[]): number {
  let remainder = 0
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const isOne = ((remainder ^ (byte >> bit)) & 1) === 1
      remainder >>= 1
      if (isOne) remainder ^= 0xa1
    }
  }
  return remainder
}

function blockAt(patient: Patient, number: number, beats: number): number[] {
  const seconds = (number * EVERY_MS) / MS_PER_SECOND
  const step = EVERY_MS / MS_PER_SECOND / 4
  const ecg = [0, 1, 2, 3].map((index) => {
    const at = seconds + index * step
    return patient.leadsOff(at) ? REST : bounded(REST + COUNTS_PER_MILLIVOLT * patient.ecgMillivolt('II', at))
  })
  const breath = bounded(REST + COUNTS_PER_OHM * patient.respirationOhm(seconds))
  const status = ((beats % COUNTER) << 1) | (patient.leadsOff(seconds) ? WARNING : 0)
  const content = [status, ...packed([...STILL, breath]), ...packed(ecg), 0, 0, 0]
  const check = crc(content)
  const sequence = number % NUMBERS
  return [sequence, ...content, check, check ^ 0xff, sequence ^ 0xff]
}

/** The monitor's side of the wire: a block each 20 ms. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let next = 0
  let beats = 0

  return {
    produce(atMs) {
      const bytes: number[] = []
      for (; next * EVERY_MS <= atMs; next++) {
        const seconds = (next * EVERY_MS) / MS_PER_SECOND
        beats += patient.beatsBetween(seconds - EVERY_MS / MS_PER_SECOND, seconds).length
        bytes.push(...blockAt(patient, next, beats))
      }
      return Uint8Array.from(bytes)
    },
    receive() {
      // Nothing is ever asked of the monitor.
    },
  }
}
