import type { Twin, TwinOptions } from '../driver.ts'
import { checksums } from '../framing/checksum.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import {
  BIT_7,
  BYTE_VALUES,
  DF2,
  DF7,
  DF8,
  DF13,
  DISPLAY_HOLD_SECONDS,
  FLOAT_ROWS,
  LOW_7,
  NONE,
  PACKET,
  REVISION_FRAME,
  STATUS,
} from './codes.ts'
import type { Format } from './options.ts'

const MS_PER_SECOND = 1000
/** A letter, as real modules send it. */
const REVISION = 0x30
/** Share of full scale that the pleth swings around its middle. */
const SWING = 0.4
const SPOT_EVERY_SECONDS = 10

interface Numbers {
  readonly rate: number
  readonly saturation: number
}

const NOTHING: Numbers = { rate: NONE.rate, saturation: NONE.saturation }

function measured(patient: Patient, seconds: number): Numbers {
  const { pulseRate, spo2Percent } = patient.vitals(seconds)
  if (pulseRate === null || spo2Percent === null) return NOTHING
  return { rate: pulseRate, saturation: spo2Percent }
}

/** Display values: the last ones stay up to 10 s after the finger has gone, beside the sensor alarm. */
function displayed(patient: Patient, seconds: number): Numbers {
  for (let ago = 0; ago <= DISPLAY_HOLD_SECONDS && ago <= seconds; ago++) {
    const numbers = measured(patient, seconds - ago)
    if (numbers !== NOTHING) return numbers
  }
  return NOTHING
}

/** The 25 float bytes of a packet. */
function floats(plain: Numbers, shown: Numbers): Uint8Array {
  const bytes = new Uint8Array(PACKET.frames)
  bytes[REVISION_FRAME - 1] = REVISION
  for (const { kind, frame, vendor } of FLOAT_ROWS) {
    const numbers = vendor.endsWith('-D') ? shown : plain
    if (kind === 'saturation') bytes[frame - 1] = numbers.saturation
    else {
      bytes[frame - 1] = numbers.rate >> 7
      bytes[frame] = numbers.rate & LOW_7
    }
  }
  return bytes
}

/** One packet of format 2 or 7 (sections "frame" and "float"). */
function packet(patient: Patient, seconds: number, isDf2: boolean): number[] {
  const plain = measured(patient, Math.floor(seconds))
  const bytes = floats(plain, displayed(patient, Math.floor(seconds)))
  const { perfusionPercent } = patient.vitals(Math.floor(seconds))
  const highest = isDf2 ? DF2.highest : DF7.highest
  const wire: number[] = []
  for (let index = 0; index < PACKET.frames; index++) {
    const at = seconds + index / PACKET.rateHz
    const off = patient.probeOff(at)
    const status =
      BIT_7 |
      (index === 0 ? STATUS.sync : 0) |
      (off ? STATUS.sensorAlarm : 0) |
      (!off && plain === NOTHING ? STATUS.outOfTrack : 0)
    const share = off || perfusionPercent === null ? 0 : patient.plethPercent(at) / perfusionPercent
    const pleth = off ? 0 : Math.max(0, Math.min(highest, Math.round(highest * (0.5 + SWING * share))))
    const float = bytes[index] ?? 0
    const frame = isDf2
      ? [DF2.first, status, pleth, float]
      : [status, Math.floor(pleth / BYTE_VALUES), pleth % BYTE_VALUES, float]
    wire.push(...frame, checksums.sum8(Uint8Array.from(frame), 0, frame.length))
  }
  return wire
}

/** One frame of format 8: display values only. */
function second8(patient: Patient, seconds: number): number[] {
  const off = patient.probeOff(seconds)
  const shown = displayed(patient, seconds)
  const lost = !off && measured(patient, seconds) === NOTHING
  return [
    BIT_7 | (lost ? DF8.status.outOfTrack : 0) | (shown.rate >> 7),
    shown.rate & LOW_7,
    shown.saturation,
    off ? DF8.status2.sensorAlarm : 0,
  ]
}

function bcd(value: number): number {
  return (Math.floor(value / 10) << 4) | (value % 10)
}

/** One spot reading of format 13. In: the device's clock, UTC milliseconds. */
export function spotReading(rate: number, saturation: number, deviceMs: number, isStored = false): number[] {
  const date = new Date(deviceMs)
  const isNone = rate === NONE.rate
  const data = [
    DF13.century,
    bcd(date.getUTCFullYear() - DF13.firstYear),
    bcd(date.getUTCMonth() + 1),
    bcd(date.getUTCDate()),
    bcd(date.getUTCHours()),
    bcd(date.getUTCMinutes()),
    bcd(date.getUTCSeconds()),
    0,
    isNone ? 0 : DF13.statusHigh.smartPoint,
    isStored ? DF13.statusLow.stored : 0,
    Math.floor(rate / BYTE_VALUES),
    rate % BYTE_VALUES,
    0,
    saturation,
  ]
  return [...DF13.head, ...data, checksums.sum8(Uint8Array.from(data), 0, data.length), DF13.end]
}

/**
 * The oximeter's side of the wire. In: scenario, seed, and the format it is set to.
 * It sends by itself and hears nothing. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions, format: Format = 'df2'): Twin {
  const patient = createPatient(options)
  const everySeconds = {
    df2: 1 / PACKET.perSecond,
    df7: 1 / PACKET.perSecond,
    df8: 1,
    df13: SPOT_EVERY_SECONDS,
  }
  let sent = 0

  function unit(seconds: number): number[] {
    if (format === 'df8') return second8(patient, seconds)
    if (format !== 'df13') return packet(patient, seconds, format === 'df2')
    const { rate, saturation } = measured(patient, seconds)
    return spotReading(rate, saturation, options.startUtcMs + seconds * MS_PER_SECOND)
  }

  return {
    produce(atMs) {
      const bytes: number[] = []
      for (;;) {
        const seconds = sent * everySeconds[format]
        if (seconds * MS_PER_SECOND > atMs) break
        sent++
        bytes.push(...unit(seconds))
      }
      return Uint8Array.from(bytes)
    },
    receive() {
      // Format and clock commands are never sent by the station.
    },
  }
}
