import { MONITOR } from '../../bus.ts'
import { ALL_DEVICES, WHOLE_BED } from '../file/ledger.ts'
import type { GapCause, StoredClock, StoredGap } from '../types.ts'

export interface GapColumns {
  readonly bed: string
  readonly channel: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly cause: GapCause
  readonly evidence: string
  readonly device: string
}

/** Builds a gap from its columns. */
export function gapOf(row: GapColumns): StoredGap {
  const { bed, channel, from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs, cause, evidence, device } = row
  const gap = { bed, channel: channel === WHOLE_BED ? null : channel, fromUtcMs, toUtcMs, cause, evidence }
  return device === ALL_DEVICES ? gap : { ...gap, device }
}

export interface ClockColumns {
  readonly bed: string
  readonly at_utc_ms: number
  readonly device_ms: number
  readonly link: string
  readonly device: string
}

/** Builds a reading of a device's clock from its columns. */
export function clockOf(row: ClockColumns): StoredClock {
  const { bed, at_utc_ms: atUtcMs, device_ms: deviceMs, link, device } = row
  const clock = { bed, atUtcMs, deviceMs, link }
  return device === MONITOR ? clock : { ...clock, device }
}
