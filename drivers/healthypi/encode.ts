import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'

/** The builds of the firmware that differ on the wire. */
export type Build = 'v3' | 'v4' | 'v5' | 'ov3'

const MS_PER_SECOND = 1000
const FRAMES_PER_SECOND = { v3: 125, v4: 125, v5: 128, ov3: 16 } as const
const OV3_SAMPLES_PER_SECOND = 128
const BYTE_BITS = 8
const LOW_BYTE = 0xff

/** What the simulated board makes of a patient, in its own counts. */
const COUNTS = { perMillivolt: 600, perOhm: 900, light: 900_000, red: 850_000, perPercent: 2500 } as const
const SMALL_LIGHT = { middle: 30_000, perPercent: 1500 } as const
/** Light of the room on a probe without a finger. */
const ROOM_LIGHT = 1200
/** What the firmware sends where a blood pressure would be. */
const CONSTANTS = [80, 120] as const
const NO_SATURATION = -999
const PER_CELSIUS = 100
const LEADS_OFF = { v3: 0x01, v4: 0x1f } as const
const V3_PROBE_OPEN = 0x02

/** A number in two's complement, the low byte first. */
function bytesOf(value: number, count: number): number[] {
  const whole = Math.round(value)
  return Array.from({ length: count }, (_, index) => (whole >> (index * BYTE_BITS)) & LOW_BYTE)
}

function frame(type: number, payload: readonly number[]): number[] {
  return [0x0a, 0xfa, ...bytesOf(payload.length, 2), type, ...payload, 0x00, 0x0b]
}

interface Numbers {
  readonly heartRate: number
  readonly respirationRate: number
  readonly saturation: number
  readonly hundredths: number
}

/** What the board computes once a second. */
function numbersOf(patient: Patient, seconds: number): Numbers {
  const vitals = patient.vitals(Math.floor(seconds))
  return {
    heartRate: vitals.heartRate ?? 0,
    respirationRate: vitals.respirationRate ?? 0,
    saturation: vitals.spo2Percent ?? NO_SATURATION,
    hundredths: Math.round((vitals.temperatureCelsius ?? 0) * PER_CELSIUS),
  }
}

function light(patient: Patient, seconds: number, middle: number, perPercent: number): number {
  return patient.probeOff(seconds) ? ROOM_LIGHT : middle + perPercent * patient.plethPercent(seconds)
}

function v4Frame(patient: Patient, seconds: number, build: 'v3' | 'v4'): number[] {
  const isOff = patient.leadsOff(seconds)
  const numbers = numbersOf(patient, seconds)
  const probe = build === 'v3' && patient.probeOff(seconds) ? V3_PROBE_OPEN : 0
  return frame(0x02, [
    ...bytesOf(isOff ? 0 : COUNTS.perMillivolt * patient.ecgMillivolt('II', seconds), 2),
    ...bytesOf(isOff ? 0 : COUNTS.perOhm * patient.respirationOhm(seconds), 2),
    ...bytesOf(light(patient, seconds, COUNTS.light, COUNTS.perPercent), 4),
    ...bytesOf(light(patient, seconds, COUNTS.red, COUNTS.perPercent / 2), 4),
    ...bytesOf(numbers.hundredths, 2),
    isOff ? 0 : numbers.respirationRate,
    ...bytesOf(numbers.saturation, 1),
    isOff ? 0 : numbers.heartRate,
    ...CONSTANTS,
    (isOff ? LEADS_OFF[build] : 0) | probe,
  ])
}

function v5Frame(patient: Patient, seconds: number, index: number): number[] {
  const numbers = numbersOf(patient, seconds)
  return frame(0x02, [
    ...bytesOf(COUNTS.perMillivolt * patient.ecgMillivolt('II', seconds), 4),
    ...bytesOf(COUNTS.perOhm * patient.respirationOhm(seconds), 4),
    index % 2 === 0 ? 0x00 : 0xff,
    ...bytesOf(light(patient, seconds, COUNTS.red, COUNTS.perPercent / 2), 4),
    ...bytesOf(light(patient, seconds, COUNTS.light, COUNTS.perPercent), 4),
    ...bytesOf(numbers.hundredths, 2),
    ...bytesOf(numbers.saturation, 1),
    numbers.heartRate,
    numbers.respirationRate,
  ])
}

/** Eight samples of ECG and light, four of the impedance, in two frames. */
function ov3Frames(patient: Patient, seconds: number): number[] {
  const numbers = numbersOf(patient, seconds)
  const times = Array.from({ length: 8 }, (_, index) => seconds + index / OV3_SAMPLES_PER_SECOND)
  const slow = times.filter((_, index) => index % 2 === 0)
  const ecg = times.flatMap((at) => bytesOf(COUNTS.perMillivolt * patient.ecgMillivolt('II', at), 4))
  const bioz = slow.flatMap((at) => bytesOf(COUNTS.perOhm * patient.respirationOhm(at), 4))
  const ppg = times.flatMap((at) =>
    bytesOf(light(patient, at, SMALL_LIGHT.middle, SMALL_LIGHT.perPercent), 2),
  )
  const high = numbers.hundredths >> BYTE_BITS
  return [
    ...frame(0x03, [...ecg, ...bioz, numbers.heartRate, numbers.respirationRate]),
    // The build sends the high byte of the temperature twice.
    ...frame(0x04, [...ppg, ...bytesOf(numbers.saturation, 1), high, high]),
  ]
}

/**
 * The board's side of the wire: it sends by itself. In: scenario, seed, and which build of
 * the firmware it is. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions, build: Build = 'v4'): Twin {
  const patient = createPatient(options)
  const perSecond = FRAMES_PER_SECOND[build]
  let frames = 0

  function at(index: number): number[] {
    const seconds = index / perSecond
    if (build === 'ov3') return ov3Frames(patient, seconds)
    return build === 'v5' ? v5Frame(patient, seconds, index) : v4Frame(patient, seconds, build)
  }

  return {
    produce(atMs) {
      const bytes: number[] = []
      for (; (frames * MS_PER_SECOND) / perSecond <= atMs; frames++) {
        for (const byte of at(frames)) bytes.push(byte)
      }
      return Uint8Array.from(bytes)
    },
    receive() {
      // It sends already: the start command changes nothing.
    },
  }
}
