import type { NumericChannel } from '../model/channel.ts'
import { beats, error, nibp, pulse } from './channels.ts'
import { RANGE, RESULT } from './codes.ts'
import { signed16 } from './frame.ts'

/** One number of a result; null where the module has none. */
export interface ReadNumber {
  readonly channel: NumericChannel
  readonly value: number | null
}

export interface Result {
  readonly numbers: readonly ReadNumber[]
  /** Nothing was measured yet: no pressure, and no reason for none. */
  readonly isEmpty: boolean
  /** It has a number that no patient has, or pressures in an order that cannot be. */
  readonly isImpossible: boolean
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most
}

/**
 * Reads a result that holds its check. With an error it has no number; what cannot be is no
 * reading as a whole, because the rest of it came by the same way.
 */
export function readResult(frame: Uint8Array): Result {
  const systolic = signed16(frame, RESULT.systolic)
  const diastolic = signed16(frame, RESULT.diastolic)
  const mean = signed16(frame, RESULT.mean)
  const rate = frame[RESULT.pulse] ?? 0
  const code = frame[RESULT.error] ?? 0
  const pressures = [systolic, diastolic, mean]
  const isPlausible =
    pressures.every((value) => within(value, RANGE.pressure)) &&
    diastolic < systolic &&
    diastolic <= mean &&
    mean <= systolic
  const isEmpty = code === 0 && pressures.every((value) => value === 0)
  const isReading = code === 0 && isPlausible
  const of = (channel: NumericChannel, value: number): ReadNumber => ({
    channel,
    value: isReading ? value : null,
  })
  return {
    numbers: [
      of(nibp.systolic, systolic),
      of(nibp.diastolic, diastolic),
      of(nibp.mean, mean),
      { channel: pulse, value: isReading && within(rate, RANGE.pulse) ? rate : null },
      of(beats, frame[RESULT.beats] ?? 0),
      { channel: error, value: code },
    ],
    isEmpty,
    isImpossible: code === 0 && !isEmpty && !isPlausible,
  }
}
