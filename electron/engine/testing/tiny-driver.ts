import { z } from 'zod'
import {
  type Decoder,
  type Driver,
  defineDriver,
  type FrameCounts,
  type Out,
} from '../../../drivers/driver.ts'
import type { NumericChannel, WaveChannel } from '../../../drivers/model/channel.ts'

const START = 0x02
const FRAME_BYTES = 4
const ALERT_TEXTS = ['', 'ASYSTOLE', 'PROBE OFF'] as const

/** Heart rate, continuous. */
export const tinyRate: NumericChannel = {
  kind: 'numeric',
  key: 'X_TINY_RATE',
  id: 'X_TINY_RATE',
  code: null,
  source: 'tiny',
  vendor: 'rate',
  label: 'HR',
  unit: '/min',
  timing: 'continuous',
  decimals: 0,
}

/** A cuff reading. */
export const tinyCuff: NumericChannel = {
  ...tinyRate,
  key: 'X_TINY_CUFF',
  id: 'X_TINY_CUFF',
  vendor: 'cuff',
  timing: 'episodic',
}

/** Ten samples a second, ten in a frame. */
export const tinyWave: WaveChannel = {
  kind: 'wave',
  key: 'X_TINY_WAVE',
  id: 'X_TINY_WAVE',
  code: null,
  source: 'tiny',
  vendor: 'wave',
  label: 'II',
  unit: 'mV',
  timing: 'continuous',
  rateHz: 10,
  gain: 0.01,
  offset: 0,
  width: 16,
  lowest: -1,
  highest: 1,
}

/** Makes one frame: kind 'R' rate, 'C' cuff, 'W' wave of ten equal samples, 'A' alert start, 'E' alert end, 'P' person (0: nobody), 'D' device by serial number. */
export function tinyFrame(kind: 'R' | 'C' | 'W' | 'A' | 'E' | 'P' | 'D', value: number): Uint8Array {
  const code = kind.charCodeAt(0)
  return Uint8Array.of(START, code, value, (code + value) & 0xff)
}

/** The fields of person 1 to 9; of nobody for 0. No authority, as monitors send none. */
export function tinyPerson(number: number): Readonly<Record<string, string>> {
  if (number === 0) return { patientId: '' }
  return { patientId: `T-${number}`, patientName: 'Test Person', birthDate: `1970-01-0${number}` }
}

class TinyDecoder implements Decoder {
  readonly counts: FrameCounts = {
    good: 0,
    checksum: 0,
    length: 0,
    short: 0,
    escape: 0,
    partial: 0,
    skippedBytes: 0,
  }
  readonly #out: Out
  #held: number[] = []

  constructor(out: Out) {
    this.#out = out
    out.send?.(Uint8Array.of(1))
  }

  push(bytes: Uint8Array, atMs: number): void {
    for (const byte of bytes) {
      if (this.#held.length === 0 && byte !== START) {
        this.counts.skippedBytes++
        continue
      }
      this.#held.push(byte)
      if (this.#held.length === FRAME_BYTES) this.#frame(atMs)
    }
  }

  tick(): void {}

  end(atMs: number): void {
    if (this.#held.length === 0) return
    this.counts.partial++
    this.#out.measure({ type: 'fault', kind: 'partial', bytes: this.#held.length, atMs, deviceMs: null })
    this.#held = []
  }

  #frame(atMs: number): void {
    const [, code = 0, value = 0, check = 0] = this.#held
    this.#held = []
    const stamp = { atMs, deviceMs: null }
    if (((code + value) & 0xff) !== check) {
      this.counts.checksum++
      this.#out.measure({ type: 'fault', kind: 'checksum', bytes: FRAME_BYTES, ...stamp })
      return
    }
    this.counts.good++
    const kind = String.fromCharCode(code)
    if (kind === 'W') {
      const samples = new Int16Array(10).fill(value)
      this.#out.measure({ type: 'wave', channel: tinyWave, samples, missing: [], marks: [], ...stamp })
    } else if (kind === 'A' || kind === 'E') {
      this.#out.measure({
        type: 'alert',
        priority: value === 1 ? 'high' : 'low',
        kind: value === 1 ? 'physiological' : 'technical',
        text: ALERT_TEXTS[value] ?? '',
        phase: kind === 'A' ? 'start' : 'end',
        ...stamp,
      })
    } else if (kind === 'P') {
      this.#out.measure({ type: 'identity', fields: tinyPerson(value), ...stamp })
    } else if (kind === 'D') {
      this.#out.measure({ type: 'identity', fields: { model: 'Tiny', serial: `S${value}` }, ...stamp })
    } else {
      const bad = value === 0
      const channel = kind === 'C' ? tinyCuff : tinyRate
      const validity = bad ? 'invalid' : 'good'
      this.#out.measure({ type: 'numeric', channel, value: bad ? null : value, validity, ...stamp })
    }
  }
}

/** A protocol of four bytes for tests of everything above the drivers. Value 0 means "no value". */
export const tinyDriver: Driver<{ writes: boolean }> = defineDriver({
  id: 'tiny',
  vendor: 'Vigil tests',
  models: ['Tiny'],
  evidence: 'derived',
  link: {
    kind: 'stream',
    serial: { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    candidates: [],
  },
  maxQuietMs: 2_000,
  writes: 'one byte at the start',
  carriesAlerts: true,
  channels: [tinyRate, tinyCuff, tinyWave],
  options: z.strictObject({ writes: z.boolean().default(true) }),
  undetectedErrorRate: '1 in 256 of damaged frames',
  start: (out) => new TinyDecoder(out),
  twin: ({ scenario, seed }) => {
    if (scenario !== 'stable') throw new TypeError(`"scenario" ${scenario} is not known: use stable`)
    let sentFrames = 0
    return {
      produce(atMs) {
        // One rate and one wave frame a second.
        const due = Math.floor(atMs / 1_000)
        const bytes: number[] = []
        for (; sentFrames < due; sentFrames++) {
          bytes.push(...tinyFrame('R', 60 + (seed % 40)), ...tinyFrame('W', sentFrames % 100))
        }
        return Uint8Array.from(bytes)
      },
      receive() {},
    }
  },
})
