import type { Patient } from '../physiology/patient.ts'
import { CURVE_BYTE, HEX, TWIN } from './codes.ts'

const US_PER_MS = 1_000
const US_PER_SECOND = 1_000_000
const CODE_DIGITS = 2
const ENTRY_DIGITS = 4

interface Stream {
  readonly code: number
  readonly everyUs: number
  nextUs: number
}

/** The curves of the twin: configured by 54, switched on by the enable bytes, one record for what is due at one moment. */
export class TwinCurves {
  readonly #patient: Patient
  #streams: readonly Stream[] = []
  #isOn = false
  #pressure = 0

  constructor(patient: Patient) {
    this.#patient = patient
  }

  stop(): void {
    this.#streams = []
    this.#isOn = false
  }

  /** In: the argument of 54. */
  configure(argument: string, atMs: number): void {
    this.#isOn = false
    const entries = argument.match(new RegExp(`.{${ENTRY_DIGITS}}`, 'g')) ?? []
    this.#streams = entries.flatMap((entry) => {
      const code = Number.parseInt(entry.slice(0, CODE_DIGITS), HEX)
      const multiplier = Number.parseInt(entry.slice(CODE_DIGITS), HEX)
      const has = TWIN.curves.find(([one]) => one === code)
      return has === undefined ? [] : [{ code, everyUs: has[1] * multiplier, nextUs: atMs * US_PER_MS }]
    })
  }

  /** The station's enable: with no curve in its mask they stop. */
  enable(mask: number, atMs: number): void {
    if (mask !== 0 && !this.#isOn) for (const stream of this.#streams) stream.nextUs = atMs * US_PER_MS
    this.#isOn = mask !== 0
  }

  /** Records up to this time. */
  until(atMs: number): number[] {
    const bytes: number[] = []
    for (;;) {
      const nextUs = Math.min(...this.#streams.map((stream) => stream.nextUs))
      if (!this.#isOn || nextUs > atMs * US_PER_MS) return bytes
      const values: number[] = []
      let mask = 0
      for (const [index, stream] of this.#streams.entries()) {
        if (stream.nextUs !== nextUs) continue
        stream.nextUs += stream.everyUs
        mask |= 1 << index
        const raw = this.#raw(stream.code, nextUs / US_PER_SECOND)
        values.push(
          CURVE_BYTE.valueFrom | (raw & CURVE_BYTE.low),
          CURVE_BYTE.valueFrom | (raw >> CURVE_BYTE.bits),
        )
      }
      bytes.push(CURVE_BYTE.syncFrom | mask, ...values)
    }
  }

  #raw(code: number, seconds: number): number {
    const [, , from, to, largest] = TWIN.curves.find(([one]) => one === code) ?? [0, 0, 0, 1, 1]
    const value = this.#valueOf(code, seconds)
    return Math.max(0, Math.min(largest, Math.round(((value - from) * largest) / (to - from))))
  }

  #valueOf(code: number, seconds: number): number {
    const [pressure, flow] = TWIN.curves
    if (code === pressure[0]) return this.#patient.airwayPressureCmH2O(seconds) * TWIN.mbarPerCmH2O
    if (code !== flow[0]) return this.#patient.co2Percent(seconds) * TWIN.mmHgPerCo2Percent
    const before = this.#pressure
    this.#pressure = this.#patient.airwayPressureCmH2O(seconds)
    return (this.#pressure - before) * TWIN.flowPerRise
  }
}
