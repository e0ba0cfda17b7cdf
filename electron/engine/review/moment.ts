import type { ReviewMoment } from '../../ipc/review.ts'
import { IntervalEstimate } from '../beds/interval.ts'
import { clockOffsetAt } from '../store/read/clock-line.ts'
import { clockLineOf, clocksOf } from '../store/read/corrected.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { channelsOf } from './channels.ts'

/** Values before the moment from which the device's interval is learnt: five minutes hold enough of any continuous one. */
const LOOK_BACK_MS = 300_000
/** An episodic reading stands until the next one, but no longer than a day. */
const EPISODIC_LOOK_BACK_MS = 86_400_000
/** A clock that was not read for so long says nothing. */
const CLOCK_LOOK_BACK_MS = 3_600_000

type Moment = ReviewMoment['numbers'][number]

/**
 * The numbers that stood on a bed at one moment, as a screen of that time would have shown them: none past its age
 * limit (DESIGN rule 2), episodic ones with the time they were taken. Throws VigilError `unknownBed`.
 */
export function reviewMoment(reader: StoreReader, bed: string, atUtcMs: number): ReviewMoment {
  const numbers = channelsOf(reader, bed).flatMap(({ number, channel, label }): Moment[] => {
    if (channel.kind !== 'numeric') return []
    const isEpisodic = channel.timing === 'episodic'
    const fromUtcMs = atUtcMs - (isEpisodic ? EPISODIC_LOOK_BACK_MS : LOOK_BACK_MS)
    const values = reader.numerics(number, fromUtcMs, atUtcMs + 1)
    const last = isEpisodic ? values.at(-1) : standing(values, atUtcMs)
    if (last === undefined || last.value === null) return []
    const { validity, value, measuredUtcMs } = last
    if (validity === 'invalid' || validity === 'off') return []
    const { key, id, unit, decimals } = channel
    return [{ key, id, label, unit, decimals, value, measuredUtcMs, validity }]
  })
  return { atUtcMs, numbers, clockOffsetMs: offsetAt(reader, bed, atUtcMs) }
}

/** The last value, unless it is past its age limit. */
function standing(values: readonly StoredNumeric[], atUtcMs: number): StoredNumeric | undefined {
  const interval = new IntervalEstimate()
  for (const { measuredUtcMs } of values) interval.arrived(measuredUtcMs)
  const last = values.at(-1)
  return last !== undefined && atUtcMs - last.measuredUtcMs <= interval.ageLimitMs ? last : undefined
}

function offsetAt(reader: StoreReader, bed: string, atUtcMs: number): number | null {
  const lately = { fromUtcMs: atUtcMs - CLOCK_LOOK_BACK_MS, toUtcMs: atUtcMs + 1 }
  if (clocksOf(reader, bed, lately).length === 0) return null
  const offsetMs = clockOffsetAt(clockLineOf(reader, bed, atUtcMs, atUtcMs + 1), atUtcMs)
  return offsetMs === null ? null : Math.round(offsetMs)
}
