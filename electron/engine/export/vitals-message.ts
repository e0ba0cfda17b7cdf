import type { PatientView } from '../../ipc/views.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'
import { type MessageForm, messageIn } from './message-form.ts'
import { isNobody } from './nobody.ts'
import type { Observation } from './observations.ts'
import type { OruReport } from './oru.ts'
import type { PatientMessage } from './shift-message.ts'
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
  /**
   * Told again, for whose it is now: everything that was taken or seen in the stretch and came before this time, whenever
   * it came. Absent: what came in the stretch, whenever it was taken.
   */
  readonly cameBeforeUtcMs?: number | undefined
  /** For whom the numbers were sent that are somebody else's now: the messages take them back from this patient's. */
  readonly takenBackFrom?: PatientView | undefined
  /** What of the stretch waits and was never tried: of its intervals nothing is taken back. */
  readonly neverTried?: readonly Interval[] | undefined
}

/** A message of an interval, or of a reading in it. */
export interface VitalsMessage extends PatientMessage, Interval {
  /** It is of one moment that was told of later: it may stand in the place of what was sent before. */
  readonly isLate?: boolean | undefined
}

/** Where the interval after a moment begins: intervals lie on whole multiples of their length, in UTC. */
function nextBoundary(utcMs: number, everyMs: number): number {
  return (Math.floor(utcMs / everyMs) + 1) * everyMs
}

/** A stretch as intervals of a length. */
export function intervalsIn({ fromUtcMs, toUtcMs }: Interval, everyMs: number): Interval[] {
  const intervals: Interval[] = []
  for (let from = fromUtcMs; from < toUtcMs; ) {
    const to = Math.min(toUtcMs, nextBoundary(from, everyMs))
    intervals.push({ fromUtcMs: from, toUtcMs: to })
    from = to
  }
  return intervals
}

/** Observations of one time each, oldest first. */
export function byTime(observations: readonly Observation[]): Observation[][] {
  const times = [...new Set(observations.map(({ measuredUtcMs }) => measuredUtcMs))].sort((a, b) => a - b)
  return times.map((time) => observations.filter(({ measuredUtcMs }) => measuredUtcMs === time))
}

/** Readings by how many of their channel come after them: each layer has a channel at most once. */
export function layersOf(observations: readonly Observation[]): Observation[][] {
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

/** The stretch that their times take. */
export function spanOf(observations: readonly Observation[]): Interval {
  const times = observations.map(({ measuredUtcMs }) => measuredUtcMs)
  return { fromUtcMs: Math.min(...times), toUtcMs: Math.max(...times) + 1 }
}

/** What a message tells besides numbers. */
export type Told = Pick<OruReport, 'gaps' | 'moves'>

export const NOTHING_TOLD: Told = { gaps: [] }

/** A message about a patient; none of what no patient gave where that is not for training. */
export function messageOf(
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
