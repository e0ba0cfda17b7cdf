import type { PatientView } from '../../ipc/views.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { type Interval, without } from './intervals.ts'
import { movesIn } from './moves.ts'
import { type Observation, placesTold, streamObservations, takenReadings } from './observations.ts'
import { staysIn } from './stay.ts'
import {
  byTime,
  intervalsIn,
  layersOf,
  messageOf,
  spanOf,
  type VitalsMessage,
  type VitalsRequest,
} from './vitals-message.ts'

/**
 * What was sent of a stretch for somebody whose it was not: of intervals that were tried, and everything by hand or late,
 * which has messages of its own. Something without a value has nothing to be taken back.
 */
export function takenBack(
  reader: StoreReader,
  request: VitalsRequest,
  patient: PatientView,
): VitalsMessage[] {
  const { bed, everyMs, cameBeforeUtcMs: before = Number.POSITIVE_INFINITY, neverTried = [] } = request
  const intervalOf = (utcMs: number) => Math.floor(utcMs / everyMs)
  const isLate = (row: StoredNumeric) => intervalOf(row.atUtcMs) !== intervalOf(row.measuredUtcMs)
  const back = (about: Interval, sent: readonly Observation[]) =>
    layersOf(sent.filter(hadValue)).flatMap((layer) => {
      const observations = layer.map((one): Observation => ({ ...one, change: 'withdraws' }))
      const moves = movesIn(reader, bed, about)
      const simulated = layer.some((one) => one.simulated)
      return messageOf(reader, request, patient, about, observations, { gaps: [], moves, simulated })
    })
  const inTime = without(intervalsIn(request, everyMs), neverTried).flatMap((period) =>
    staysIn(reader, bed, period).flatMap((stay) => {
      const readings = takenReadings(reader, bed, stay, (row) => row.atUtcMs < before && !isLate(row))
      const streams = streamObservations(reader, bed, stay)
      return back(stay, [
        ...streams.filter(
          (one) => one.measuredUtcMs >= request.fromUtcMs && one.measuredUtcMs < request.toUtcMs,
        ),
        ...readings,
      ])
    }),
  )
  const late = [
    ...takenReadings(reader, bed, request, (row) => row.atUtcMs < before && isLate(row)),
    ...placesTold(reader, bed, request, before),
  ]
  return [...inTime, ...byTime(late).flatMap((single) => back(spanOf(single), single))]
}

function hadValue({ value, byHand }: Observation): boolean {
  return value !== null || byHand?.answer != null
}
