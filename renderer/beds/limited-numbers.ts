import type { LimitView } from '../../electron/ipc/alarms.ts'
import { clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import type { NumberModel } from './numbers.ts'
import type { TileNumbers } from './slots.ts'

/** Limits in small print: `50–120`, or one side alone: `≤ 20`. */
export function printedLimits({ low, high, decimals }: LimitView): string {
  if (low === null) return high === null ? '' : `≤ ${printedValue(high, decimals)}`
  if (high === null) return `≥ ${printedValue(low, decimals)}`
  return `${printedValue(low, decimals)}–${printedValue(high, decimals)}`
}

/** Until when a side of these limits is off, by the earlier end; null: both are on. */
function offUntil({ off }: LimitView): number | null {
  const ends = [off.low, off.high].flatMap((state) => (state === null ? [] : [state.untilUtcMs]))
  return ends.length === 0 ? null : Math.min(...ends)
}

function withLimit(number: NumberModel, limit: LimitView | undefined): NumberModel {
  if (limit === undefined) return number
  const until = offUntil(limit)
  // Age and time of a reading matter more than its limits; an off limit is told always.
  const hasRoom = number.note === printedUnit(limit.unit)
  return {
    ...number,
    limits: hasRoom ? printedLimits(limit) : null,
    isLimitChanged: limit.source === 'patient',
    limitOff: until === null ? null : clockTime(until),
  }
}

/** The numbers of a tile with the limits that Vigil watches. A pressure shows those of its first part. */
export function withLimits(numbers: TileNumbers, limits: readonly LimitView[]): TileNumbers {
  if (limits.length === 0) return numbers
  const byKey = new Map(limits.map((limit) => [limit.parameter, limit]))
  const mark = <N extends NumberModel | null>(number: N): N => {
    if (number === null) return number
    const shown = number.keys.flatMap((key) => byKey.get(key) ?? [])
    return {
      ...number,
      ...withLimit(number, shown.find(({ off }) => off.low !== null || off.high !== null) ?? shown[0]),
    }
  }
  return {
    heartRate: mark(numbers.heartRate),
    pulse: mark(numbers.pulse),
    saturation: mark(numbers.saturation),
    breaths: mark(numbers.breaths),
    arterial: mark(numbers.arterial),
    cuff: mark(numbers.cuff),
    temperature: mark(numbers.temperature),
    endTidal: mark(numbers.endTidal),
  }
}
