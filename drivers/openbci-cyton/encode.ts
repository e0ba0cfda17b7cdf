import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Lead, type Patient } from '../physiology/patient.ts'

const MS_PER_SECOND = 1000
const PACKETS_PER_SECOND = 250
/** The accelerometer has something new in every tenth packet. */
const PACKETS_PER_READING = 10
const COUNTERS = 256
/** Counts of a millivolt: gain 24, reference 4.5 V, 23 bits. */
const PER_MILLIVOLT = (0.001 * 24 * (2 ** 23 - 1)) / 4.5
/** What seven of its inputs record. */
const INPUTS: readonly Lead[] = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V']
/** Electrodes have a voltage of their own, far above the heart's. */
const ELECTRODE_MILLIVOLT = 12
const RAILED = 0x7fffff
const PER_G = 8000
const BYTE_BITS = 8
const LOW_BYTE = 0xff

const TEXT = {
  reset:
    'OpenBCI V3 8-16 channel\r\nOn Board ADS1299 Device ID: 0x3E\r\nLIS3DH Device ID: 0x33\r\nFirmware: v3.1.1\r\n$$$',
  defaults: 'updating channel settings to default$$$',
} as const

/** A number in two's complement, the high byte first. */
function bytesOf(value: number, count: number): number[] {
  const whole = Math.round(value)
  return Array.from({ length: count }, (_, index) => (whole >> ((count - 1 - index) * BYTE_BITS)) & LOW_BYTE)
}

/** Seven leads of the patient, and an input that nothing is connected to. */
function samplesAt(patient: Patient, seconds: number): number[] {
  const isOff = patient.leadsOff(seconds)
  const leads = INPUTS.map((lead) =>
    isOff ? RAILED : PER_MILLIVOLT * (ELECTRODE_MILLIVOLT + patient.ecgMillivolt(lead, seconds)),
  )
  return [...leads, RAILED]
}

/** The board lies on the chest of a patient in bed, a little tilted. */
const LIES = [0.02, -0.17, 0.985].map((g) => g * PER_G)

function packet(patient: Patient, index: number, counter: number): number[] {
  const seconds = index / PACKETS_PER_SECOND
  const hasReading = index % PACKETS_PER_READING === 0
  const further = hasReading ? LIES : [0, 0, 0]
  return [
    0xa0,
    counter % COUNTERS,
    ...samplesAt(patient, seconds).flatMap((count) => bytesOf(count, 3)),
    ...further.flatMap((count) => bytesOf(count, 2)),
    0xc0,
  ]
}

/**
 * The board's side of the wire: silent until it is told to start. Throws a TypeError if the
 * scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  const waiting: number[] = []
  /** The next packet by the patient's time, and the first that was counted. */
  let next = 0
  let first = 0
  let runs = false

  function say(text: string): void {
    for (const character of text) waiting.push(character.charCodeAt(0))
  }

  return {
    produce(atMs) {
      const bytes = waiting.splice(0)
      for (; (next * MS_PER_SECOND) / PACKETS_PER_SECOND <= atMs; next++) {
        if (!runs) continue
        for (const byte of packet(patient, next, next - first)) bytes.push(byte)
      }
      return Uint8Array.from(bytes)
    },
    receive(bytes) {
      for (const byte of bytes) {
        const command = String.fromCharCode(byte)
        if (command === 's') runs = false
        else if (command === 'v') {
          runs = false
          say(TEXT.reset)
        } else if (command === 'd') say(TEXT.defaults)
        else if (command === 'b' && !runs) {
          runs = true
          first = next
        }
      }
    },
  }
}
