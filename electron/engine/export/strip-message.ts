import { VigilError } from '../../ipc/contract.ts'
import { isIdentified } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'
import { type MessageForm, wavesIn } from './message-form.ts'
import { movesIn } from './moves.ts'
import { isNobody } from './nobody.ts'
import type { PatientMessage } from './shift-message.ts'
import { type Stay, staysIn } from './stay.ts'
import { visitOf } from './visit.ts'
import { waveRuns } from './wave-runs.ts'

/** Longer than any strip on paper; more of a record goes as a file. */
const LONGEST_MS = 60_000

/** Which strip, and where it is to go. */
export interface StripRequest extends Interval {
  readonly bed: string
  readonly station: string
  readonly eui64: string
  /** The bed as the hospital names its place. */
  readonly place?: string | undefined
  readonly madeUtcMs: number
  readonly destination: { readonly id: string; readonly training: boolean; readonly form: MessageForm }
}

/**
 * The waves of a strip as messages. Throws VigilError `badRequest` for a strip that is too long or of two patients,
 * `waitingForIdentity` without an identifier that a hospital knows, `simulatedNotTraining` for data no patient gave to a
 * destination that is not for training, `nothingRecorded` without a sample.
 */
export function buildStripMessages(reader: StoreReader, request: StripRequest): PatientMessage[] {
  const { bed, place, fromUtcMs, toUtcMs, station, eui64, madeUtcMs, destination } = request
  if (toUtcMs <= fromUtcMs || toUtcMs - fromUtcMs > LONGEST_MS) {
    throw new VigilError(
      'badRequest',
      'A strip is sent of at most a minute: choose a shorter one, or export a file.',
    )
  }
  const { patient, ...period } = ownerOf(staysIn(reader, bed, { fromUtcMs, toUtcMs }))
  const runs = waveRuns(reader, bed, period)
  if (runs.length === 0) {
    throw new VigilError('nothingRecorded', 'No waves are recorded in this strip: choose another.')
  }
  const simulated = isNobody(patient) || runs.some((run) => run.simulated)
  if (simulated && !destination.training) {
    throw new VigilError(
      'simulatedNotTraining',
      `This strip is simulated and "${destination.id}" is not marked for training, so nothing was sent: choose a training destination.`,
    )
  }
  const visit = visitOf(reader, bed, patient, period)
  const frame = { station, eui64, bed, place, patient, visit, period, madeUtcMs, simulated, gaps: [] }
  const training = destination.training || simulated
  const moves = movesIn(reader, bed, period)
  return wavesIn(destination.form, { ...frame, training, moves, runs }).map((message) => ({
    ...message,
    patient,
  }))
}

/** Whose the strip is, and how much of it: what lies before or behind their stay is nobody's and stays here. */
function ownerOf(stays: readonly Stay[]): Interval & { readonly patient: PatientView } {
  const known = stays.flatMap(({ patient, fromUtcMs, toUtcMs }) =>
    isIdentified(patient) ? { patient, fromUtcMs, toUtcMs } : [],
  )
  const last = known.at(-1)
  if (last === undefined) {
    throw new VigilError(
      'waitingForIdentity',
      'The hospital does not know whose strip this is: give the patient their identifier, then send again.',
    )
  }
  if (known.some(({ patient }) => !isSamePatient(patient, last.patient))) {
    throw new VigilError(
      'badRequest',
      'Two people lay in this bed during the strip: choose one that is of one of them alone.',
    )
  }
  return last
}
