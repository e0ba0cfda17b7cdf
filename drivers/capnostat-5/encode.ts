import type { Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { createPatient } from '../physiology/patient.ts'
import { TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const SAMPLE_MS = 10
const START = 0x80
const SEVEN_BITS = 0x7f
const COUNT_BYTES = 2
const ERROR = { command: 1, checksum: 2 } as const
/** A parameter rides on every 25th packet: each of the four once a second. */
const PACKETS_PER_PARAMETER = 25
const NEEDS_SET_UP = 3

/** The module's side of the wire: silent until it is started, and without a measurement until it has been set up. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let waiting: Uint8Array[] = []
  let heard: number[] = []
  let isStarted = false
  let nextSampleMs = 0
  let packets = 0
  let hasPressure = false
  let hasGas = false

  function say(command: number, data: readonly number[]): void {
    const bytes = [command, data.length + 1, ...data]
    const sum = bytes.reduce((all, one) => all + one, 0)
    waiting.push(Uint8Array.of(...bytes, -sum & SEVEN_BITS))
  }

  const pair = (value: number): readonly [number, number] => [value >> 7, value & SEVEN_BITS]
  const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))

  function parameter(seconds: number): readonly number[] {
    const vitals = patient.vitals(seconds)
    const isReady = hasPressure && hasGas
    const tenths = (percent: number | null) =>
      isReady && percent !== null ? Math.round(percent * TWIN.mmHgPerCo2Percent * 10) : 0
    const which = (packets / PACKETS_PER_PARAMETER) % 4
    if (which === 0) return [1, 0, 0, 0, 0, isReady ? 0 : NEEDS_SET_UP]
    if (which === 1) return [2, ...pair(tenths(vitals.etco2Percent))]
    if (which === 2) return [3, ...pair(isReady ? (vitals.co2RespirationRate ?? 0) : 0)]
    return [4, ...pair(tenths(vitals.fico2Percent))]
  }

  function packet(atMs: number): void {
    const seconds = atMs / MS_PER_SECOND
    const mmHg = patient.co2Percent(seconds) * TWIN.mmHgPerCo2Percent
    const isTurn = packets % PACKETS_PER_PARAMETER === 0
    say(0x80, [
      packets & SEVEN_BITS,
      ...pair(Math.round(mmHg * 100) + 1_000),
      ...(isTurn ? parameter(seconds) : []),
    ])
    packets++
  }

  function setting([index = 0, ...values]: readonly number[]): void {
    if (index === 0x01 && values.length === 2) hasPressure = true
    if (index === 0x0b && values.length === 4) hasGas = true
    if (index === 0x07) say(0x84, [index, 0])
    else if (index === 0x12) say(0x84, [index, ...letters(TWIN.partNumber)])
    else say(0x84, [index, ...values])
  }

  function command(bytes: readonly number[], atMs: number): void {
    const [code = 0, , ...rest] = bytes
    const data = rest.slice(0, -1)
    if ((bytes.reduce((all, one) => all + one, 0) & SEVEN_BITS) !== 0) say(0xc8, [ERROR.checksum])
    else if (code === 0x80) {
      isStarted = true
      nextSampleMs = Math.ceil(atMs / SAMPLE_MS) * SAMPLE_MS
    } else if (code === 0xc9) {
      isStarted = false
      say(code, [])
    } else if (code === 0xca) say(code, [data[0] ?? 0, ...letters(TWIN.revision)])
    else if (code === 0x84) setting(data)
    else say(0xc8, [ERROR.command])
  }

  return {
    produce(atMs) {
      for (; isStarted && nextSampleMs <= atMs; nextSampleMs += SAMPLE_MS) packet(nextSampleMs)
      const bytes = joinBytes(waiting)
      waiting = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = byte >= START ? [byte] : [...heard, byte]
        const count = heard[1]
        if (count !== undefined && heard.length === COUNT_BYTES + count) command(heard, atMs)
      }
    },
  }
}
