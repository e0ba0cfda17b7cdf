import { VigilError } from '../../ipc/contract.ts'
import { isIdentified } from '../../ipc/patient.ts'
import type { ShiftSummary } from '../../ipc/shift.ts'
import type { PatientView } from '../../ipc/views.ts'
import { eventWaves } from '../handover/event-waves.ts'
import type { StoreReader } from '../store/types.ts'
import { withLimits } from './limits-then.ts'
import { type MessageForm, messageIn } from './message-form.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { isNobody } from './nobody.ts'
import { lastObservations } from './observations.ts'
import type { OruReport } from './oru.ts'
import { computeShiftSummary, type SummaryRequest } from './shift-summary.ts'
import { visitOf } from './visit.ts'

/** A summary, and where its message is to go. */
export interface MessageRequest extends SummaryRequest {
  readonly eui64: string
  /** The bed as the hospital names its place. */
  readonly place?: string | undefined
  readonly destination: { readonly id: string; readonly training: boolean; readonly form: MessageForm }
}

/** A message and whom it names. */
export interface PatientMessage extends OutgoingMessage {
  readonly patient: PatientView
}

/** What a message of a shift is made of, whatever its form. */
export interface ShiftFacts {
  readonly patient: PatientView
  readonly report: Omit<OruReport, 'ack'>
}

/** What decides whether something may go to a destination. */
interface Sendable {
  readonly bedLabel: string
  readonly patient: PatientView | null
  /** Any of it was simulated or replayed. */
  readonly simulated: boolean
}

/**
 * Whom what is sent names. Throws VigilError `simulatedNotTraining` for data no patient gave to a destination that is not
 * for training, `waitingForIdentity` without an identifier that a hospital knows.
 */
export function namedPatient(
  { bedLabel, patient, simulated }: Sendable,
  destination: { readonly id: string; readonly training: boolean },
): PatientView {
  if ((simulated || isNobody(patient)) && !destination.training) {
    throw new VigilError(
      'simulatedNotTraining',
      `${bedLabel} is simulated and "${destination.id}" is not marked for training, so nothing was sent: choose a training destination.`,
    )
  }
  if (isIdentified(patient)) return patient
  const step = patient === null ? 'type the patient identifier' : 'name the temporary patient'
  throw new VigilError('waitingForIdentity', `${bedLabel} is waiting for identity: ${step}, then send again.`)
}

/**
 * The last state of every channel of a shift, with the figures of its summary. Throws as namedPatient does, and
 * VigilError `nothingRecorded` without a single row.
 */
export function shiftFacts(reader: StoreReader, request: MessageRequest): ShiftFacts {
  const summary = computeShiftSummary(reader, request)
  const { bed, bedLabel, station, madeUtcMs } = summary
  const { destination, eui64, place } = request
  const patient = namedPatient(summary, destination)
  const simulated = summary.simulated || isNobody(patient)
  const period = { fromUtcMs: summary.fromUtcMs, toUtcMs: summary.toUtcMs }
  const measuredKeys = new Set(summary.parameters.filter((one) => one.count > 0).map((one) => one.key))
  // A vendor's own field that never had a number says nothing; an empty vital sign does.
  const observations = lastObservations(reader, bed, period).filter(
    ({ channel, byHand }) => channel.code !== null || byHand !== undefined || measuredKeys.has(channel.key),
  )
  if (observations.length === 0) {
    throw new VigilError(
      'nothingRecorded',
      `Nothing is recorded for ${bedLabel} in this period: choose another.`,
    )
  }
  const report = {
    station,
    eui64,
    bed,
    place,
    patient,
    visit: visitOf(reader, bed, patient, period),
    period,
    madeUtcMs,
    training: destination.training || simulated,
    simulated,
    observations: destination.form.kind === 'hl7' ? withLimits(reader, bed, observations) : observations,
    gaps: summary.gaps,
    moves: summary.moves,
    ...wavesFor(reader, request, summary),
    parameters: new Map(summary.parameters.map((one) => [one.key, one])),
  }
  return { patient, report }
}

/** The message of a shift, in the form that its destination reads. Throws as shiftFacts does. */
export function buildShiftMessage(reader: StoreReader, request: MessageRequest): PatientMessage {
  const { patient, report } = shiftFacts(reader, request)
  return { ...messageIn(request.destination.form, report), patient }
}

/** Waves are large: they go where a destination asks for them. */
function wavesFor(
  reader: StoreReader,
  { destination: { form } }: MessageRequest,
  summary: ShiftSummary,
): Pick<OruReport, 'events' | 'eventsLeftOut'> {
  if (form.kind !== 'fhir' || !form.strips) return {}
  const { events, leftOut } = eventWaves(reader, reader.channels(summary.bed), summary, summary)
  return { events, eventsLeftOut: leftOut }
}
