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
import { type MessageForm, messageIn } from './message-form.ts'
import { movesIn } from './moves.ts'
import { isNobody } from './nobody.ts'
import { arrivedReadings, type Observation, streamObservations, writtenEntries } from './observations.ts'
import type { OruReport } from './oru.ts'
import type { PatientMessage } from './shift-message.ts'
import { type Stay, staysIn } from './stay.ts'
import { visitOf } from './visit.ts'

/** What goes to a destination by itself: numbers, and events of the alarm log. */
export interface SentByItself {
  readonly numbers: boolean
  readonly alarms: boolean
}

/** A stretch of a bed whose numbers are to be sent, an interval a message. */
export interface VitalsRequest extends Interval {
  readonly bed: string
  readonly everyMs: number
  readonly station: string
  readonly eui64: string
  readonly madeUtcMs: number
  /** The bed as the hospital names its place. */
  readonly place?: string | undefined
  readonly destination: {
    readonly training: boolean
    readonly form: MessageForm
    readonly wants: SentByItself
  }
  /** For whom the numbers were sent that are somebody else's now: the messages take them back from this patient's. */
  readonly takenBackFrom?: PatientView | undefined
}

/** A message of an interval, or of a reading in it. */
export interface VitalsMessage extends PatientMessage, Interval {}

/** What a stretch gives: messages, and stretches with numbers that nobody who is identified owns. */
export interface VitalsMade {
  readonly messages: readonly VitalsMessage[]
  readonly nameless: readonly Interval[]
}

/** Where the interval after a moment begins: intervals lie on whole multiples of their length, in UTC. */
export function nextBoundary(utcMs: number, everyMs: number): number {
  return (Math.floor(utcMs / everyMs) + 1) * everyMs
}

/**
 * The numbers of a bed as messages, an interval and a stay at a time: each continuous channel as it stood at the end,
 * each reading and each entry that came in the interval, whenever it was taken, and the gaps that touch it. The same
 * record gives the same messages. What no patient gave is left out for a destination that is not for training.
 */
export function vitalsMessages(reader: StoreReader, request: VitalsRequest): VitalsMade {
  const { bed, everyMs, toUtcMs } = request
  const messages: VitalsMessage[] = []
  const nameless: Interval[] = []
  const { wants } = request.destination
  for (let fromUtcMs = request.fromUtcMs; fromUtcMs < toUtcMs; ) {
    const period = { fromUtcMs, toUtcMs: Math.min(toUtcMs, nextBoundary(fromUtcMs, everyMs)) }
    for (const group of wants.numbers ? groupsIn(reader, bed, period) : []) {
      if (request.takenBackFrom !== undefined) messages.push(...takenBack(reader, request, period, group))
      else if (isIdentified(group.stay.patient))
        messages.push(...groupMessages(reader, request, period, group))
      else if (hasAny(group)) addTo(nameless, clip(group.stay, period) ?? period)
    }
    // An event of the log happened, whoever it was thought to be about: it is told again, never taken back.
    if (wants.alarms && request.takenBackFrom === undefined) {
      const reports = reportsOf(reader, request, period)
      messages.push(...reports.messages)
      for (const stretch of reports.nameless) addTo(nameless, stretch)
    }
    fromUtcMs = period.toUtcMs
  }
  return { messages, nameless }
}

function reportsOf(reader: StoreReader, request: VitalsRequest, period: Interval): AlarmReports {
  const { bed, place, station, eui64, madeUtcMs, destination } = request
  const { training, form } = destination
  const said = form.kind === 'hl7' ? hl7FormOf(form) : ({ ack: 'ihe' } as const)
  return alarmReports(reader, { bed, place, station, eui64, madeUtcMs, training, ...said }, period)
}

/** What came in an interval, by whose it is: a late reading belongs to whoever lay there when it was taken. */
interface Group {
  readonly stay: Stay
  readonly streams: readonly Observation[]
  readonly single: readonly Observation[]
}

function groupsIn(reader: StoreReader, bed: string, period: Interval): Group[] {
  const single = [...arrivedReadings(reader, bed, period), ...writtenEntries(reader, bed, period)]
  const groups: { stay: Stay; streams: readonly Observation[]; single: Observation[] }[] = staysIn(
    reader,
    bed,
    period,
  ).map((stay) => ({ stay, streams: streamObservations(reader, bed, stay), single: [] }))
  for (const observation of single) {
    const { measuredUtcMs } = observation
    const [owner] = staysIn(reader, bed, { fromUtcMs: measuredUtcMs, toUtcMs: measuredUtcMs + 1 })
    if (owner === undefined) continue
    const known = groups.find(
      ({ stay }) =>
        isSamePatient(stay.patient, owner.patient) &&
        (stay.patient !== null || isWithin(measuredUtcMs, stay)),
    )
    if (known !== undefined) known.single.push(observation)
    else groups.push({ stay: owner, streams: [], single: [observation] })
  }
  return groups
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
  const { patient } = stay
  if (patient === null) return []
  const again = takenBackBefore(reader, request.bed, patient, period)
  const layers = layersOf(single.map(again))
  const { form } = request.destination
  const send = (about: Interval, observations: readonly Observation[], told: Told): VitalsMessage[] => {
    const known = form.kind === 'hl7' ? withLimits(reader, request.bed, observations) : observations
    const isSimulated = (observations.length > 0 ? observations : reader.channels(request.bed)).some(
      ({ simulated }) => simulated,
    )
    return messageOf(reader, request, patient, about, known, { ...told, simulated: isSimulated })
  }
  // Earlier readings of a channel have a message of their own before the one that shows how things stand.
  const earlier = layers.slice(0, -1).flatMap((layer) => send(spanOf(layer), layer, NOTHING_TOLD))
  const main = [...streams.map(again), ...(layers.at(-1) ?? [])]
  const inside = clip(stay, period)
  if (inside === null) return [...earlier, ...send(spanOf(main), main, NOTHING_TOLD)]
  const gaps = gapsTouching(reader, request.bed, stay, inside)
  const isNews = gaps.some((gap) => isWithin(gap.fromUtcMs, inside) || isWithin(gap.toUtcMs, inside))
  if (main.length === 0 && !isNews) return earlier
  return [...earlier, ...send(inside, main, { gaps, moves: movesIn(reader, request.bed, inside) })]
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

/** What was sent of an interval for somebody whose it was not. Something without a value has nothing to be taken back. */
function takenBack(
  reader: StoreReader,
  request: VitalsRequest,
  period: Interval,
  { stay, streams, single }: Group,
): VitalsMessage[] {
  const inside = clip(stay, period)
  const patient = request.takenBackFrom
  if (patient === undefined || inside === null) return []
  const had = ({ value, byHand }: Observation) => value !== null || byHand?.answer != null
  const sent = [...streams, ...single]
    .filter((one) => had(one) && isWithin(one.measuredUtcMs, request))
    .map((one): Observation => ({ ...one, change: 'withdraws' }))
  const moves = movesIn(reader, request.bed, inside)
  return layersOf(sent).flatMap((layer) =>
    messageOf(reader, request, patient, inside, layer, {
      gaps: [],
      moves,
      simulated: layer.some(({ simulated }) => simulated),
    }),
  )
}

/** Readings by how many of their channel come after them: each layer has a channel at most once. */
function layersOf(observations: readonly Observation[]): Observation[][] {
  const layers: Observation[][] = []
  const seen = new Map<string, number>()
  for (const observation of [...observations].sort((a, b) => b.measuredUtcMs - a.measuredUtcMs)) {
    const { key } = observation.channel
    const after = seen.get(key) ?? 0
    seen.set(key, after + 1)
    const layer = layers[after] ?? []
    layer.push(observation)
    layers[after] = layer
  }
  return layers.reverse()
}

function spanOf(observations: readonly Observation[]): Interval {
  const times = observations.map(({ measuredUtcMs }) => measuredUtcMs)
  return { fromUtcMs: Math.min(...times), toUtcMs: Math.max(...times) + 1 }
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

type Told = Pick<OruReport, 'gaps' | 'moves'>

const NOTHING_TOLD: Told = { gaps: [] }

function messageOf(
  reader: StoreReader,
  { station, eui64, bed, place, madeUtcMs, destination: { training, form } }: VitalsRequest,
  patient: PatientView,
  period: Interval,
  observations: readonly Observation[],
  told: Told & Pick<OruReport, 'simulated'>,
): VitalsMessage[] {
  const simulated = told.simulated || isNobody(patient)
  if (simulated && !training) return []
  const visit = visitOf(reader, bed, patient, period)
  const who = { station, eui64, bed, place, patient, visit, period, madeUtcMs }
  const made = messageIn(form, { ...who, ...told, simulated, training: training || simulated, observations })
  return [{ ...made, ...period, patient }]
}

function addTo(list: Interval[], next: Interval): void {
  const { fromUtcMs, toUtcMs } = next
  const last = list.at(-1)
  if (last !== undefined && last.fromUtcMs <= fromUtcMs && last.toUtcMs >= toUtcMs) return
  if (last?.toUtcMs === fromUtcMs) list[list.length - 1] = { fromUtcMs: last.fromUtcMs, toUtcMs }
  else list.push({ fromUtcMs, toUtcMs })
}
