import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import {
  BIT_7,
  BYTE_VALUES,
  HID,
  HID_COMMAND,
  HIGHEST,
  LOW_7,
  NONE,
  OLD,
  PERFUSION_PER_PERCENT,
  PLETH,
  RATE_HZ,
  SESSION,
  V7,
  V7_BYTES,
  V7_COMMAND,
} from './codes.ts'
import type { Wire } from './options.ts'

const MS_PER_SECOND = 1000
/** The device stops its live data when the host has been silent for two keep-alives. */
const PATIENCE_MS = 2 * SESSION.keepAliveMs
const PLETH_SWING = 60
const STRENGTH_PER_PERCENT = 2
/** The bar shows an eighth of the pleth. */
const BAR_SHIFT = 3
const FRAMES_IN_REPORT = 3

/** What the device measures at one moment; numbers change once a second. */
interface Measured {
  readonly pleth: number
  readonly off: boolean
  readonly searching: boolean
  readonly saturation: number
  readonly rate: number
  readonly perfusion: number | null
  readonly strength: number
}

function measure(patient: Patient, seconds: number): Measured {
  const { spo2Percent, pulseRate, perfusionPercent } = patient.vitals(Math.floor(seconds))
  const off = patient.probeOff(seconds)
  const found = !off && pulseRate !== null && spo2Percent !== null && perfusionPercent !== null
  const swing = found ? Math.round((PLETH_SWING * patient.plethPercent(seconds)) / perfusionPercent) : 0
  return {
    pleth: Math.max(0, Math.min(PLETH.highest, PLETH.flat + swing)),
    off,
    searching: !found,
    saturation: found ? spo2Percent : NONE.saturation,
    rate: found ? Math.min(NONE.rate - 1, pulseRate) : NONE.rate,
    perfusion: found ? Math.round(perfusionPercent * PERFUSION_PER_PERCENT) : null,
    strength: found ? Math.min(HIGHEST.strength, Math.ceil(perfusionPercent * STRENGTH_PER_PERCENT)) : 0,
  }
}

/** One packet of the old stream (section A). */
function oldPacket(now: Measured): number[] {
  return [
    BIT_7 | (now.searching ? OLD.status.searchingTooLong : 0) | now.strength,
    now.pleth,
    ((now.rate & BIT_7) === 0 ? 0 : OLD.bar.rateBit7) |
      (now.searching ? OLD.bar.searching : 0) |
      (now.off ? OLD.bar.probeError : 0) |
      (now.pleth >> BAR_SHIFT),
    now.rate & LOW_7,
    now.saturation,
  ]
}

/** A V7.0 packet: the high bits of the data go into one byte of their own (section B). */
export function v7Packet(type: number, data: readonly number[]): number[] {
  let high: number = BIT_7
  data.forEach((byte, index) => {
    if ((byte & BIT_7) !== 0) high |= 1 << index
  })
  return [type, high, ...data.map((byte) => byte | BIT_7)]
}

function v7Live(now: Measured): number[] {
  const perfusion = now.perfusion ?? NONE.perfusionV7
  return v7Packet(V7.live, [
    (now.off ? V7.status.probeError : 0) | now.strength,
    (now.searching ? V7.pleth.searching : 0) | now.pleth,
    (now.perfusion === null ? V7.bar.perfusionInvalid : 0) | (now.pleth >> BAR_SHIFT),
    now.rate,
    now.saturation,
    perfusion & (BYTE_VALUES - 1),
    perfusion >> 8,
  ])
}

/** A frame with its check (section C). */
function hidFrame(...bytes: readonly number[]): number[] {
  return [...bytes, bytes.reduce((sum, byte) => (sum + byte) & HID.checkMask, 0)]
}

function hidPleth(now: Measured): number[] {
  const bar = now.off ? HID.barWithoutFinger : now.pleth >> BAR_SHIFT
  return hidFrame(HID.first, HID.kind.pleth, now.strength, now.off ? PLETH.flat : now.pleth, bar)
}

function hidNumbers(now: Measured): number[] {
  const perfusion = now.perfusion ?? NONE.perfusionHid
  const flag = (now.rate & BIT_7) === 0 ? 0 : HID.flag.rateBit7
  return hidFrame(
    HID.first,
    HID.kind.numbers,
    flag,
    now.rate & LOW_7,
    now.saturation,
    perfusion & LOW_7,
    perfusion >> 7,
  )
}

function report(frames: readonly (readonly number[])[]): number[] {
  const bytes = frames.flat()
  return [...bytes, ...new Array<number>(HID.reportBytes - bytes.length).fill(HID.filler)]
}

const sameBytes = (one: Uint8Array, other: readonly number[]): boolean =>
  one.length === other.length && other.every((byte, index) => one[index] === byte)

/**
 * The oximeter's side of the wire. In: scenario, seed, and which of the three wires
 * it speaks. The old one sends by itself; the others after a start command and while
 * they are kept alive. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions, wire: Wire = 'v7'): Twin {
  const patient = createPatient(options)
  const rateHz = wire === 'hid' ? RATE_HZ.hid : RATE_HZ.serial
  let liveSinceMs: number | null = wire === 'old' ? 0 : null
  let heardMs = 0
  let sent = 0
  let answers: number[] = []
  let waiting: number[][] = []

  function command(bytes: Uint8Array, atMs: number): void {
    heardMs = atMs
    const starts =
      wire === 'hid'
        ? sameBytes(bytes, HID_COMMAND.startPleth)
        : bytes.length === V7.longestBytes && bytes[2] === V7_COMMAND.start
    if (starts) {
      liveSinceMs = atMs
      sent = 0
      return
    }
    if (wire !== 'v7' || bytes.length !== V7.longestBytes) return
    const code = bytes[2]
    if (code !== V7_COMMAND.stop && code !== V7_COMMAND.stopStored) return
    if (code === V7_COMMAND.stop) liveSinceMs = null
    const free = V7.free
    answers.push(...v7Packet(free, new Array<number>((V7_BYTES.get(free) ?? 2) - 2).fill(0)))
  }

  function next(now: Measured): number[] {
    if (wire === 'old') return oldPacket(now)
    if (wire === 'v7') return v7Live(now)
    waiting.push(hidPleth(now))
    if (sent % rateHz === 0) waiting.push(hidNumbers(now))
    if (waiting.length < FRAMES_IN_REPORT) return []
    const bytes = report(waiting)
    waiting = []
    return bytes
  }

  return {
    produce(atMs) {
      const bytes = answers
      answers = []
      if (wire !== 'old' && atMs - heardMs > PATIENCE_MS) liveSinceMs = null
      if (liveSinceMs === null) return Uint8Array.from(bytes)
      for (;;) {
        const frameMs = liveSinceMs + (sent * MS_PER_SECOND) / rateHz
        if (frameMs > atMs) break
        sent++
        bytes.push(...next(measure(patient, frameMs / MS_PER_SECOND)))
      }
      return Uint8Array.from(bytes)
    },
    receive: command,
  }
}
