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
  /** A stretch that is somebody else's now: the strip is taken back from whose it was; absent: it is sent. */
  readonly takenBack?: (Interval & { readonly was: PatientView }) | undefined
}

/**
 * The waves of a strip as messages. Throws VigilError `badRequest` for a strip that is too long or of two patients,
 * `waitingForIdentity` without an identifier that a hospital knows, `simulatedNotTraining` for data no patient gave to a
 * destination that is not for training, `nothingRecorded` without a sample.
 */
export function buildStripMessages(reader: StoreReader, request: StripRequest): PatientMessage[] {
  const { bed, place, fromUtcMs, toUtcMs, station, eui64, madeUtcMs, destination, takenBack } = request
  if (toUtcMs <= fromUtcMs || toUtcMs - fromUtcMs > LONGEST_MS) {
    throw new VigilError(
      'badRequest',
      'A strip is sent of at most a minute: choose a shorter one, or export a file.',
    )
  }
  const now = staysIn(reader, bed, { fromUtcMs, toUtcMs })
  const { patient, ...period } = ownerOf(takenBack === undefined ? now : staysBefore(now, takenBack))
  if (takenBack !== undefined && !isSamePatient(patient, takenBack.was)) return []
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
  const moves = movesIn(reader, bed, period)
  const visit = visitOf(reader, bed, patient, period)
  const frame = { station, eui64, bed, place, patient, visit, period, madeUtcMs, simulated, gaps: [], moves }
  // What was taken back from somebody and is theirs after all stands in its own place again.
  const isAgain = moves.some(({ was }) => was !== null && isSamePatient(was, patient))
  const change = takenBack !== undefined ? 'withdraws' : isAgain ? 'corrects' : undefined
  const training = destination.training || simulated
  const report = { ...frame, training, runs, ...(change !== undefined && ({ change } as const)) }
  return wavesIn(destination.form, report).map((message) => ({ ...message, patient }))
}

/** Whose a strip was before a stretch became somebody else's. */
function staysBefore(
  stays: readonly Stay[],
  { was, fromUtcMs, toUtcMs }: NonNullable<StripRequest['takenBack']>,
): Stay[] {
  const before = stays.flatMap((stay) => {
    const part = (from: number, to: number, patient: PatientView | null) =>
      to > from ? [{ patient, fromUtcMs: from, toUtcMs: to }] : []
    const [from, to] = [Math.max(stay.fromUtcMs, fromUtcMs), Math.min(stay.toUtcMs, toUtcMs)]
    if (to <= from) return [stay]
    return [
      ...part(stay.fromUtcMs, from, stay.patient),
      ...part(from, to, was),
      ...part(to, stay.toUtcMs, stay.patient),
    ]
  })
  const whole: Stay[] = []
  for (const stay of before) {
    const last = whole.at(-1)
    if (last === undefined || !isSamePatient(last.patient, stay.patient)) whole.push(stay)
    else whole[whole.length - 1] = { ...last, toUtcMs: stay.toUtcMs }
  }
  return whole
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
