import { VigilError } from '../../ipc/contract.ts'
import { isIdentified } from '../../ipc/patient.ts'
import type { StoreReader } from '../store/types.ts'
import { deviceLabel } from './channel-labels.ts'
import { MINUTE_MS } from './constants.ts'
import { clip, type Interval, totalMs } from './intervals.ts'
import { withLimits } from './limits-then.ts'
import { movesIn } from './moves.ts'
import { lastObservations, type Observation } from './observations.ts'
import { buildOru } from './oru.ts'
import { stationEui64 } from './oru-address.ts'
import type { OruGap } from './oru-frame.ts'
import { printNumber } from './print.ts'
import { type ExportRequest, resolveExport } from './record-rows.ts'
import { ledgerGaps } from './shift-events.ts'
import { minuteOf } from './statistics.ts'
import { type Stay, staysIn } from './stay.ts'
import { visitOf } from './visit.ts'

/** Whose record it is and when the file is made: for the message headers. */
export interface Hl7Origin {
  readonly station: string
  readonly madeUtcMs: number
}

/**
 * The record as HL7 messages one after the other: for every bed and minute with data
 * one ORU^R01 with the state of each channel at its end; gaps stand in notes, those after the last data in a message of
 * their own. Time without a patient
 * identifier is left out and `note` is told. Throws VigilError `unknownBed`,
 * `nothingRecorded`, or `waitingForIdentity` if no message could be made.
 */
export function* exportHl7(
  reader: StoreReader,
  request: ExportRequest,
  origin: Hl7Origin,
  note: (line: string) => void,
): Generator<string> {
  const { beds, period } = resolveExport(reader, request)
  let messages = 0
  let namelessMs = 0
  for (const bed of beds) {
    const stays = staysIn(reader, bed, period)
    // Time in which nothing was recorded waits for nobody.
    const nameless = totalMs(
      stays.filter((stay) => !isIdentified(stay.patient) && lastObservations(reader, bed, stay).length > 0),
    )
    if (nameless > 0) note(waitingSentence(bed, nameless))
    namelessMs += nameless
    for (const stay of stays) {
      for (const text of stayMessages(reader, bed, stay, origin)) {
        messages++
        yield text
      }
    }
  }
  if (messages > 0) return
  if (namelessMs === 0)
    throw new VigilError('nothingRecorded', 'No number is recorded there: choose another period.')
  throw new VigilError(
    'waitingForIdentity',
    'No message was written, because no bed had a patient identifier: waiting for identity.',
  )
}

function* stayMessages(reader: StoreReader, bed: string, stay: Stay, origin: Hl7Origin): Generator<string> {
  const { patient } = stay
  if (!isIdentified(patient)) return
  const { station, madeUtcMs } = origin
  const eui64 = stationEui64(station)
  const movesLeft = [...movesIn(reader, bed, stay)]
  const message = (
    period: Interval,
    simulated: boolean,
    observations: readonly Observation[],
    told: readonly OruGap[],
  ): string => {
    // Both records say it once: in the first message of each stay that it is about.
    const moves = movesLeft.splice(0)
    const who = {
      station,
      eui64,
      bed,
      patient,
      madeUtcMs,
      training: simulated,
      simulated,
      ack: 'ihe',
      visit: visitOf(reader, bed, patient, period),
    } as const
    return buildOru({ ...who, period, observations, gaps: told, moves }).text
  }
  const gaps = stayGaps(reader, bed, stay)
  let toldUtcMs = stay.fromUtcMs
  for (let minute = minuteOf(stay.fromUtcMs); minute < stay.toUtcMs; minute += MINUTE_MS) {
    const period = clip({ fromUtcMs: minute, toUtcMs: minute + MINUTE_MS }, stay)
    if (period === null) continue
    const observations = withLimits(reader, bed, lastObservations(reader, bed, period))
    if (observations.length === 0) continue
    const simulated = observations.some((observation) => observation.simulated)
    yield message(period, simulated, observations, gapsWithin(gaps, toldUtcMs, period.toUtcMs))
    toldUtcMs = period.toUtcMs
  }
  const untold = gapsWithin(gaps, toldUtcMs, stay.toUtcMs)
  if (untold.length === 0) return
  // No number follows that could carry them: a message of the gaps alone.
  const simulated = reader.channels(bed).some((channel) => channel.simulated)
  yield message({ fromUtcMs: toldUtcMs, toUtcMs: stay.toUtcMs }, simulated, [], untold)
}

/** Gaps of a stay, named as a message names them. */
export function stayGaps(reader: StoreReader, bed: string, stay: Stay): OruGap[] {
  const labels = new Map(reader.channels(bed).map(({ number, channel }) => [number, channel.label]))
  return ledgerGaps(reader, bed, stay).map(({ channel, device, ...gap }) => ({
    ...gap,
    label: channel === null ? deviceLabel(device) : (labels.get(channel) ?? String(channel)),
  }))
}

/** A minute without numbers has no message: its gaps are told by the next one, or by one at the end of the stay. */
function gapsWithin(gaps: readonly OruGap[], fromUtcMs: number, toUtcMs: number): OruGap[] {
  return gaps.filter(
    (gap) => gap.fromUtcMs < toUtcMs && (gap.toUtcMs > fromUtcMs || gap.fromUtcMs >= fromUtcMs),
  )
}

function waitingSentence(bed: string, ms: number): string {
  const minutes = printNumber(Math.ceil(ms / MINUTE_MS))
  return `${minutes} min of bed ${bed} have no patient identifier and are left out: waiting for identity.`
}
