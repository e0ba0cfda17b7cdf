import type { Validity } from '../model/measurement.ts'
import { BIT_7, HID, HIGHEST, LOW_7, NONE, OLD, PLETH, V7 } from './codes.ts'

/**
 * What one frame says, in the device's own counts; one object is filled again for
 * every frame. A number is null where the device says that it has none.
 */
export interface Reading {
  pleth: number
  /** False where the pleth is a filler: no finger, searching, probe fault. */
  plethIsData: boolean
  validity: Extract<Validity, 'good' | 'questionable' | 'off'>
  saturation: number | null
  rate: number | null
  /** Hundredths of a percent. */
  perfusion: number | null
  strength: number
}

/** Which parts of a reading a frame filled. */
export type Filled = 'all' | 'pleth' | 'numbers' | 'nothing' | 'impossible'

/** A fresh reading without any number. */
export function createReading(): Reading {
  return {
    pleth: 0,
    plethIsData: false,
    validity: 'good',
    saturation: null,
    rate: null,
    perfusion: null,
    strength: 0,
  }
}

function isImpossible(saturation: number): boolean {
  return saturation > HIGHEST.saturationPercent && saturation !== NONE.saturation
}

function fillNumbers(into: Reading, saturation: number, rate: number): void {
  into.saturation = saturation === NONE.saturation || saturation === 0 ? null : saturation
  into.rate = rate === NONE.rate || rate === 0 ? null : rate
}

/** In: a packet of the old 5-byte stream (section A). */
export function readOld(frame: Uint8Array, into: Reading): Filled {
  const { offset, status, bar } = OLD
  const flags = frame[offset.status] ?? 0
  const second = frame[offset.bar] ?? 0
  const saturation = frame[offset.saturation] ?? 0
  if (isImpossible(saturation) || (flags & status.strength) > HIGHEST.strength) return 'impossible'
  const rateHigh = (second & bar.rateBit7) === 0 ? 0 : BIT_7
  const searching = (second & bar.searching) !== 0
  const off = (second & bar.probeError) !== 0
  into.pleth = frame[offset.pleth] ?? 0
  into.plethIsData = !off && !searching
  into.strength = flags & status.strength
  into.perfusion = null
  into.validity = off ? 'off' : searching || (flags & status.searchingTooLong) !== 0 ? 'questionable' : 'good'
  fillNumbers(into, saturation, rateHigh | (frame[offset.rate] ?? 0))
  return 'all'
}

/** In: a V7.0 packet of any type (section B); only live data fills anything. */
export function readV7(frame: Uint8Array, into: Reading): Filled {
  if (frame[0] !== V7.live) return 'nothing'
  const { offset, status, pleth, bar } = V7
  const data = (at: number): number => {
    const high = ((frame[V7.highBits] ?? 0) >> (at - offset.status)) & 1
    return ((frame[at] ?? 0) & LOW_7) | (high === 0 ? 0 : BIT_7)
  }
  const flags = data(offset.status)
  const saturation = data(offset.saturation)
  if (isImpossible(saturation) || (flags & status.strength) > HIGHEST.strength) return 'impossible'
  const wave = data(offset.pleth)
  const searching = (wave & pleth.searching) !== 0
  const off = (flags & status.probeError) !== 0
  into.pleth = wave & LOW_7
  into.plethIsData = !off && !searching
  into.strength = flags & status.strength
  into.validity = off ? 'off' : searching || (flags & status.searchingTooLong) !== 0 ? 'questionable' : 'good'
  fillNumbers(into, saturation, data(offset.rate))
  const perfusion = data(offset.perfusionLow) | (data(offset.perfusionHigh) << 8)
  const hasPerfusion = (data(offset.bar) & bar.perfusionInvalid) === 0 && perfusion !== NONE.perfusionV7
  into.perfusion = hasPerfusion && perfusion <= HIGHEST.perfusionHundredths ? perfusion : null
  return 'all'
}

/** In: a frame out of a HID report (section C). The state of the finger comes with the pleth only and stays. */
export function readHid(frame: Uint8Array, into: Reading): Filled {
  const { offset, kind, flag } = HID
  if (frame[offset.kind] === kind.pleth) {
    const pleth = frame[offset.pleth] ?? 0
    const off = pleth === PLETH.flat && frame[offset.bar] === HID.barWithoutFinger
    into.pleth = pleth
    into.plethIsData = !off
    into.validity = off ? 'off' : 'good'
    return 'pleth'
  }
  if (frame[offset.kind] !== kind.numbers) return 'nothing'
  const saturation = frame[offset.saturation] ?? 0
  if (isImpossible(saturation)) return 'impossible'
  const rateHigh = ((frame[offset.flag] ?? 0) & flag.rateBit7) === 0 ? 0 : BIT_7
  const rate = frame[offset.rate] ?? 0
  fillNumbers(into, saturation, rateHigh | rate)
  const perfusion = ((frame[offset.perfusionHigh] ?? 0) << 7) | (frame[offset.perfusionLow] ?? 0)
  const hasPerfusion = perfusion !== NONE.perfusionHid && perfusion <= HIGHEST.perfusionHundredths
  into.perfusion = hasPerfusion ? perfusion : null
  return 'numbers'
}
