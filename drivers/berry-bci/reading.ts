import type { Validity } from '../model/measurement.ts'
import { BIT_7, HIGHEST, LOW_7, NONE, PACKET } from './codes.ts'

/** What one packet says; one object is filled again for every packet. A number is null where the device has none. */
export interface Reading {
  pleth: number
  /** False where the pleth is a filler: no finger, no signal, searching, probe unplugged. */
  plethIsData: boolean
  validity: Extract<Validity, 'good' | 'questionable' | 'invalid' | 'off'>
  saturation: number | null
  rate: number | null
  strength: number | null
}

/** A fresh reading without any number. */
export function createReading(): Reading {
  return { pleth: 0, plethIsData: false, validity: 'invalid', saturation: null, rate: null, strength: null }
}

function unless(raw: number, ...nothing: readonly number[]): number | null {
  return nothing.includes(raw) ? null : raw
}

/** In: a packet. Out: false if it holds what no packet can; the reading is then not filled. */
export function readPacket(packet: Uint8Array, into: Reading): boolean {
  const { offset, status, bar } = PACKET
  const flags = packet[offset.status] ?? 0
  const second = packet[offset.bar] ?? 0
  const wave = packet[offset.pleth] ?? 0
  const saturation = packet[offset.saturation] ?? 0
  const strength = flags & status.strength
  if (saturation > HIGHEST.saturationPercent && saturation !== NONE.saturation) return false
  if (strength > HIGHEST.strength && strength !== NONE.strength) return false
  if (wave > HIGHEST.pleth) return false
  const isOff = (flags & status.unplugged) !== 0 || (second & bar.noFinger) !== 0
  const hasNoSignal = (flags & status.noSignal) !== 0
  const isSearching = (second & bar.searching) !== 0
  const rate = ((second & bar.rateBit7) === 0 ? 0 : BIT_7) | ((packet[offset.rate] ?? 0) & LOW_7)
  into.validity = isOff ? 'off' : hasNoSignal ? 'invalid' : isSearching ? 'questionable' : 'good'
  into.pleth = wave
  into.plethIsData = into.validity === 'good' && wave !== NONE.pleth
  into.saturation = unless(saturation, NONE.saturation, 0)
  into.rate = unless(rate, NONE.rate, 0)
  into.strength = unless(strength, NONE.strength)
  return true
}
