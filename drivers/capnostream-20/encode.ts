import type { Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { createPatient } from '../physiology/patient.ts'
import { TWIN } from './codes.ts'

const MS_PER_SECOND = 1_000
const START = 0x85
const STUFF = 0x80
const LOW_BITS = 0x0f
const SAMPLE_MS = 50
const NUMBERS_MS = 1_000
const NONE = 0xff
const BYTES = { numbers: 27, time: 4 } as const
const CODE = { wave: 0, numbers: 1, name: 4 } as const
/** Bits as the device has them. */
const BIT = { noBreath: 0x01, sensorOff: 0x20, saturationLow: 0x04, highPriority: 0x08 } as const
const MMHG = 1

/** The device's side of the wire: silent until it is enabled and started, and again when nobody says that he is there. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let waiting: Uint8Array[] = []
  let heard: number[] = []
  let isStarted = false
  let aliveMs = 0
  let nextSampleMs = 0
  let nextNumbersMs = 0
  let number = 0
  let breathS = 0

  function say(code: number, data: readonly number[]): void {
    const plain = [data.length + 1, code, ...data]
    plain.push(plain.reduce((all, one) => all ^ one, 0))
    const stuffed = plain.flatMap((one) => (one === START || one === STUFF ? [STUFF, one & LOW_BITS] : [one]))
    waiting.push(Uint8Array.of(START, ...stuffed))
  }

  function sample(atMs: number): void {
    const mmHg = patient.co2Percent(atMs / MS_PER_SECOND) * TWIN.mmHgPerCo2Percent
    const whole = Math.floor(mmHg)
    say(CODE.wave, [number, whole, Math.floor((mmHg - whole) * 256), 0])
    number = (number + 1) % 256
  }

  function numbers(atMs: number): void {
    const seconds = atMs / MS_PER_SECOND
    const vitals = patient.vitals(seconds)
    const byte = (value: number | null) => (value === null ? NONE : Math.min(NONE - 1, Math.round(value)))
    const mmHg = (percent: number | null) => byte(percent === null ? null : percent * TWIN.mmHgPerCo2Percent)
    const isBreathing = (vitals.co2RespirationRate ?? 0) > 0
    if (isBreathing) breathS = seconds
    const withoutBreathS = seconds - breathS
    const isApnoea = withoutBreathS >= TWIN.noBreathAfterS
    const isOff = patient.probeOff(seconds)
    const isLow = !isOff && vitals.spo2Percent !== null && vitals.spo2Percent < TWIN.saturationLow
    const data = new Uint8Array(BYTES.numbers)
    new DataView(data.buffer).setUint32(0, Math.floor((options.startUtcMs + atMs) / MS_PER_SECOND))
    data.set(
      [
        mmHg(vitals.etco2Percent),
        mmHg(vitals.fico2Percent),
        byte(vitals.co2RespirationRate),
        byte(vitals.spo2Percent),
        byte(vitals.pulseRate),
        isApnoea || isLow ? BIT.highPriority : 0,
      ],
      BYTES.time,
    )
    data[13] = isApnoea ? BIT.noBreath : 0
    data[14] = (isOff ? BIT.sensorOff : 0) | (isLow ? BIT.saturationLow : 0)
    data[15] = withoutBreathS > TWIN.noBreathFromS ? byte(withoutBreathS) : 0
    data.set(TWIN.limits, TWIN.limitsAt)
    data[25] = MMHG
    say(CODE.numbers, [...data])
  }

  function command(code: number, atMs: number): void {
    if (code === 1)
      say(
        CODE.name,
        Array.from(TWIN.name, (letter) => letter.charCodeAt(0)),
      )
    if (code === 2 || code === 5) isStarted = false
    if (code === 3) numbers(atMs)
    if (code === 4 && !isStarted) {
      isStarted = true
      aliveMs = atMs
      nextSampleMs = atMs
      nextNumbersMs = atMs
    }
    if (code === 6) aliveMs = atMs
  }

  return {
    produce(atMs) {
      if (atMs - aliveMs > TWIN.stopsAfterMs) isStarted = false
      for (; isStarted && nextSampleMs <= atMs; nextSampleMs += SAMPLE_MS) {
        sample(nextSampleMs)
        if (nextNumbersMs > nextSampleMs) continue
        numbers(nextSampleMs)
        nextNumbersMs += NUMBERS_MS
      }
      const bytes = joinBytes(waiting)
      waiting = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        heard = byte === START ? [byte] : [...heard, byte]
        const [, length, code = 0, check] = heard
        if (heard.length === 4 && length === 1 && check === (1 ^ code)) command(code, atMs)
      }
    },
  }
}
