import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { LimitPair } from '../../ipc/alarms.ts'
import { evolve } from '../alarms/evolve.ts'
import { loggedOf } from '../alarms/log.ts'
import { stateAt } from '../alarms/stored-period.ts'
import type { AlarmEvent, AlarmState } from '../alarms/types.ts'
import { limitsInForce } from '../alarms/watches.ts'
import type { Interval } from '../export/intervals.ts'
import type { StoreReader } from '../store/types.ts'

/** A stretch in which the limits of a bed did not change. */
export interface LimitSpan extends Interval {
  readonly state: AlarmState
}

/** A stretch in which the limits of one parameter did not change; null: it had none. */
export interface ParameterLimits extends Interval {
  readonly limits: LimitPair | null
}

const CHANGES: ReadonlySet<AlarmEvent['type']> = new Set([
  'ageClass',
  'limitChanged',
  'patientChanged',
  'snapshot',
])

/** The limits of a bed over a period, from the alarm log; the spans cover it wholly. */
export function limitSpans(reader: StoreReader, bed: string, period: Interval): LimitSpan[] {
  let state = stateAt(reader, bed, period.fromUtcMs)
  let fromUtcMs = period.fromUtcMs
  const spans: LimitSpan[] = []
  for (const row of reader.alarmEvents(bed, period.fromUtcMs, period.toUtcMs)) {
    const { event } = loggedOf(row)
    if (!CHANGES.has(event.type)) continue
    if (row.atUtcMs > fromUtcMs) spans.push({ fromUtcMs, toUtcMs: row.atUtcMs, state })
    fromUtcMs = row.atUtcMs
    state = evolve(state, event)
  }
  return [...spans, { fromUtcMs, toUtcMs: period.toUtcMs, state }]
}

/** The limits of one parameter over the spans of its bed; neighbours that say the same are one. */
export function limitsOver(spans: readonly LimitSpan[], channel: NumericChannel): ParameterLimits[] {
  const pieces: ParameterLimits[] = []
  for (const { state, fromUtcMs, toUtcMs } of spans) {
    const limits = limitsInForce(state, channel)?.limits ?? null
    const last = pieces.at(-1)
    if (last !== undefined && sameLimits(last.limits, limits))
      pieces[pieces.length - 1] = { ...last, toUtcMs }
    else pieces.push({ fromUtcMs, toUtcMs, limits })
  }
  return pieces
}

function sameLimits(a: LimitPair | null, b: LimitPair | null): boolean {
  return a?.low === b?.low && a?.high === b?.high
}
