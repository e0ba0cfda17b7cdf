import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'

const MS_PER_SECOND = 1000
const SEQUENCES = 16
const COUNTS = 1024
/** ECG sensor: amplified 1100 times, 3.3 V over 10 bits. */
const MILLIVOLT_PER_COUNT = 3300 / COUNTS / 1100
const MIDDLE = COUNTS / 2
const COUNTS_PER_OHM = 90
const COUNTS_PER_PERCENT = 60
const PACKET_BITS = { beside: 12, wide: 10, narrow: 6 } as const
/** Light and a steady voltage at the ports of six bits. */
const NARROW = { light: 33, battery: 41 } as const
const LINES = { in1: 0b1000, in2: 0b0100 } as const

const clipped = (count: number, highest: number): number => Math.max(0, Math.min(highest, Math.round(count)))

/** What the six ports of the simulated board measure: skin, heart, breath, a pulse, light, its battery. */
function countsAt(patient: Patient, seconds: number, ports: number): number[] {
  const makers = [
    () => 700,
    () =>
      MIDDLE + (patient.leadsOff(seconds) ? 0 : patient.ecgMillivolt('II', seconds)) / MILLIVOLT_PER_COUNT,
    () => MIDDLE + COUNTS_PER_OHM * patient.respirationOhm(seconds),
    () => MIDDLE + COUNTS_PER_PERCENT * patient.plethPercent(seconds),
    () => NARROW.light,
    () => NARROW.battery,
  ]
  return makers.slice(0, ports).map((make, port) => clipped(make(), port < 4 ? COUNTS - 1 : 63))
}

/** The check as the maker computes it: bit after bit through a register of four. */
function checkOf(bits: readonly number[]): number {
  let register = 0
  for (const bit of bits) {
    const carry = register >> 3
    register = ((register << 1) & 0b1111) ^ (carry === 1 ? 0b0011 : 0) ^ bit
  }
  return register
}

const bitsOf = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (value >> (count - 1 - index)) & 1)

/**
 * One packet. Read backwards it is: sequence, digital lines, then the ports one after the other with the
 * high bits first; so it is put together from its end. In: counts of the ports, sequence, the four lines.
 */
export function packetOf(counts: readonly number[], sequence: number, lines: number): number[] {
  const wide = counts.slice(0, 4)
  const narrow = counts.slice(4)
  const bits = PACKET_BITS.beside + PACKET_BITS.wide * wide.length + PACKET_BITS.narrow * narrow.length
  const length = Math.ceil(bits / 8)
  // Port by port from the end of the packet towards its start, as one long row of bits.
  const row = [...bitsOf(lines, 4), ...wide.flatMap((one) => bitsOf(one, PACKET_BITS.wide))]
  row.push(...narrow.flatMap((one) => bitsOf(one, PACKET_BITS.narrow)))
  const backwards: number[] = []
  for (let at = 0; at < row.length; at += 8) {
    const part = row.slice(at, at + 8)
    backwards.push(part.reduce((byte, bit, index) => byte | (bit << (7 - index)), 0))
  }
  const bytes = backwards.slice(0, length - 1).reverse()
  const last = sequence << 4
  const all = [...bytes, last].flatMap((byte) => bitsOf(byte, 8))
  return [...bytes, last | checkOf(all)]
}

/**
 * The board's side of the wire: silent until it is told to start. Throws a TypeError if the
 * scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let rateHz = 1000
  let ports = 6
  let startMs: number | null = null
  let sent = 0
  let nowMs = 0

  function at(index: number, fromMs: number): number[] {
    const seconds = fromMs / MS_PER_SECOND + index / rateHz
    const button = Math.floor(seconds) % 20 === 0 ? 0 : LINES.in1
    return packetOf(countsAt(patient, seconds, ports), index % SEQUENCES, button | LINES.in2)
  }

  function hear(command: number): void {
    if (command === 0) startMs = null
    else if (startMs !== null) return
    else if ((command & 0b11) === 0b11 && command >> 6 > 1) rateHz = command >> 6 === 3 ? 1000 : 100
    else if ((command & 0b11) === 0b01) {
      ports = bitsOf(command >> 2, 6).reduce((sum, bit) => sum + bit, 0)
      startMs = nowMs
      sent = 0
    }
  }

  return {
    produce(atMs) {
      nowMs = atMs
      const bytes: number[] = []
      if (startMs === null) return Uint8Array.from(bytes)
      for (; startMs + (sent * MS_PER_SECOND) / rateHz <= atMs; sent++) {
        for (const byte of at(sent, startMs)) bytes.push(byte)
      }
      return Uint8Array.from(bytes)
    },
    receive(bytes, atMs) {
      nowMs = atMs
      for (const command of bytes) hear(command)
    },
  }
}
