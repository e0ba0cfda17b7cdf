import { isIdentified } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import type { StoreReader } from '../store/types.ts'
import { type AlarmReports, alarmReports } from './alarm-reports.ts'
import { DAY_MS } from './constants.ts'
import { stayGaps } from './hl7.ts'
import { hl7FormOf } from './hl7-head.ts'
import { clip, type Interval } from './intervals.ts'
import { withLimits } from './limits-then.ts'
import { movesIn } from './moves.ts'
import {
  arrivedReadings,
  type Observation,
  seenEntries,
  streamObservations,
  takenReadings,
  writtenEntries,
} from './observations.ts'
import type { OruReport } from './oru.ts'
import { type Stay, staysIn } from './stay.ts'
import {
  byTime,
  intervalsIn,
  layersOf,
  messageOf,
  NOTHING_TOLD,
  spanOf,
  type Told,
  type VitalsMessage,
  type VitalsRequest,
} from './vitals-message.ts'
import { takenBack } from './vitals-taken-back.ts'

/** What a stretch gives: messages, and stretches with numbers that nobody who is identified owns. */
export interface VitalsMade {
  readonly messages: readonly VitalsMessage[]
  readonly nameless: readonly Interval[]
}

/**
 * The numbers of a bed as messages, an interval and a stay at a time: each continuous channel as it stood at the end,
 * each reading and each entry that came in the interval, and the gaps that touch it. What was taken or seen before the
 * interval has messages of its own, whose period is its time: whoever repairs that time finds them. The same record gives
 * the same messages. What no patient gave is left out for a destination that is not for training.
 */
export function vitalsMessages(reader: StoreReader, request: VitalsRequest): VitalsMade {
  const { takenBackFrom } = request
  if (takenBackFrom !== undefined) {
    const messages = request.destination.wants.numbers ? takenBack(reader, request, takenBackFrom) : []
    return { messages, nameless: [] }
  }
  const { bed } = request
  const { wants } = request.destination
  const messages: VitalsMessage[] = []
  const nameless: Interval[] = []
  for (const period of intervalsIn(request, request.everyMs)) {
    if (wants.numbers) {
      const singles = singlesIn(reader, request, period)
      for (const group of groupsIn(reader, bed, period, singles)) {
        if (isIdentified(group.stay.patient)) messages.push(...groupMessages(reader, request, period, group))
        else if (hasAny(group)) addTo(nameless, clip(group.stay, period) ?? period)
      }
      for (const group of lateGroups(reader, bed, period, singles)) {
        if (isIdentified(group.stay.patient)) messages.push(...lateMessages(reader, request, group))
        else addTo(nameless, group.stay)
      }
    }
    // An event of the log happened, whoever it was thought to be about: it is told again, never taken back.
    if (wants.alarms) {
      const reports = reportsOf(reader, request, period)
      messages.push(...reports.messages)
      for (const stretch of reports.nameless) addTo(nameless, stretch)
    }
  }
  return { messages, nameless }
}

function reportsOf(reader: StoreReader, request: VitalsRequest, period: Interval): AlarmReports {
  const { bed, place, station, eui64, madeUtcMs, destination } = request
  const { training, form } = destination
  const said = form.kind === 'hl7' ? hl7FormOf(form) : ({ ack: 'ihe' } as const)
  return alarmReports(reader, { bed, place, station, eui64, madeUtcMs, training, ...said }, period)
}

/** Something of a stay: how things stood at its end, and what was taken or seen in it. */
interface Group {
  readonly stay: Stay
  readonly streams: readonly Observation[]
  readonly single: readonly Observation[]
}

function singlesIn(
  reader: StoreReader,
  { bed, cameBeforeUtcMs: before }: VitalsRequest,
  period: Interval,
): Observation[] {
  if (before === undefined) {
    return [...arrivedReadings(reader, bed, period), ...writtenEntries(reader, bed, period)]
  }
  const taken = takenReadings(reader, bed, period, ({ atUtcMs }) => atUtcMs < before)
  return [...taken, ...seenEntries(reader, bed, period, before)]
}

function groupsIn(
  reader: StoreReader,
  bed: string,
  period: Interval,
  singles: readonly Observation[],
): Group[] {
  return staysIn(reader, bed, period).map((stay) => ({
    stay,
    streams: streamObservations(reader, bed, stay),
    single: singles.filter(({ measuredUtcMs }) => isWithin(measuredUtcMs, stay)),
  }))
}

/** What was taken or seen outside the interval in which it came, by its time: it belongs to whoever lay there then. */
function lateGroups(
  reader: StoreReader,
  bed: string,
  period: Interval,
  singles: readonly Observation[],
): Group[] {
  const late = singles.filter(({ measuredUtcMs }) => !isWithin(measuredUtcMs, period))
  return byTime(late).flatMap((single) => {
    const [stay] = staysIn(reader, bed, spanOf(single))
    return stay === undefined ? [] : [{ stay, streams: [], single }]
  })
}

function isWithin(utcMs: number, { fromUtcMs, toUtcMs }: Interval): boolean {
  return utcMs >= fromUtcMs && utcMs < toUtcMs
}

function hasAny({ streams, single }: Group): boolean {
  return streams.length > 0 || single.length > 0
}

function groupMessages(
  reader: StoreReader,
  request: VitalsRequest,
  period: Interval,
  { stay, streams, single }: Group,
): VitalsMessage[] {
  const inside = clip(stay, period)
  const { patient } = stay
  if (patient === null || inside === null) return []
  const again = takenBackBefore(reader, request.bed, patient, period)
  const layers = layersOf(single.map(again))
  // Earlier readings of a channel have a message of their own before the one that shows how things stand.
  const earlier = layers
    .slice(0, -1)
    .flatMap((layer) => told(reader, request, patient, spanOf(layer), layer, NOTHING_TOLD))
  const main = [...streams.map(again), ...(layers.at(-1) ?? [])]
  const gaps = gapsTouching(reader, request.bed, stay, inside)
  const isNews = gaps.some((gap) => isWithin(gap.fromUtcMs, inside) || isWithin(gap.toUtcMs, inside))
  if (main.length === 0 && !isNews) return earlier
  const moves = movesIn(reader, request.bed, inside)
  return [...earlier, ...told(reader, request, patient, inside, main, { gaps, moves })]
}

function lateMessages(reader: StoreReader, request: VitalsRequest, { stay, single }: Group): VitalsMessage[] {
  const { patient } = stay
  if (patient === null) return []
  const again = takenBackBefore(reader, request.bed, patient, stay)
  return layersOf(single.map(again)).flatMap((layer) =>
    told(reader, request, patient, stay, layer, NOTHING_TOLD).map((one) => ({ ...one, isLate: true })),
  )
}

function told(
  reader: StoreReader,
  request: VitalsRequest,
  patient: PatientView,
  about: Interval,
  observations: readonly Observation[],
  besides: Told,
): VitalsMessage[] {
  const { bed, destination } = request
  const known = destination.form.kind === 'hl7' ? withLimits(reader, bed, observations) : observations
  const sources = observations.length > 0 ? observations : reader.channels(bed)
  const simulated = sources.some((one) => one.simulated)
  return messageOf(reader, request, patient, about, known, { ...besides, simulated })
}

/**
 * What was taken back from a patient and is theirs after all stands in its own place again: a receiver that keeps what it
 * was told once would leave it taken back.
 */
function takenBackBefore(
  reader: StoreReader,
  bed: string,
  patient: PatientView,
  period: Interval,
): (one: Observation) => Observation {
  const lost = movesIn(reader, bed, period).filter(({ was }) => was !== null && isSamePatient(was, patient))
  return (one) =>
    one.change === undefined && lost.some((move) => isWithin(one.measuredUtcMs, move))
      ? { ...one, change: 'corrects' }
      : one
}

/** Gaps that touch an interval, whole as far as a day back: its first message after a silence tells all of it. */
function gapsTouching(reader: StoreReader, bed: string, stay: Stay, inside: Interval): OruReport['gaps'] {
  const [owner] = staysIn(reader, bed, {
    fromUtcMs: inside.fromUtcMs - DAY_MS,
    toUtcMs: inside.toUtcMs,
  }).filter((one) => isSamePatient(one.patient, stay.patient) && one.toUtcMs >= inside.toUtcMs)
  const gaps = stayGaps(reader, bed, { ...(owner ?? stay), toUtcMs: inside.toUtcMs })
  return gaps.filter(({ toUtcMs }) => toUtcMs >= inside.fromUtcMs)
}

function addTo(list: Interval[], next: Interval): void {
  const { fromUtcMs, toUtcMs } = next
  const last = list.at(-1)
  if (last !== undefined && last.fromUtcMs <= fromUtcMs && last.toUtcMs >= toUtcMs) return
  if (last?.toUtcMs === fromUtcMs) list[list.length - 1] = { fromUtcMs: last.fromUtcMs, toUtcMs }
  else list.push({ fromUtcMs, toUtcMs })
}
