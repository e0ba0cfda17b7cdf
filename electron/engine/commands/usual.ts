import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import { type BedInsights, USUAL_BOUNDS } from '../../ipc/insight.ts'
import type { InsightParameter, UsualRange } from '../../ipc/insight-finding.ts'
import type { BedView, PatientView } from '../../ipc/views.ts'
import { PARAMETERS } from '../analytics/insight/insight-table.ts'
import { isSamePatient } from '../patients.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { UNKNOWN } from './occupy.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

const NAMES: Readonly<Record<InsightParameter, string>> = {
  heartRate: 'heart rate',
  systolic: 'systolic pressure',
  respiration: 'breathing rate',
  spo2: 'SpO2',
  temperature: 'temperature',
}
const UNITS: Readonly<Record<string, string>> = { 'mm[Hg]': ' mmHg', Cel: ' °C', '%': ' %', '/min': ' /min' }

/** Throws badRequest with one sentence where a range cannot be. */
export function refuseImpossibleUsual(parameter: InsightParameter, low: number, high: number): void {
  const { lowest, highest, decimals } = USUAL_BOUNDS[parameter]
  const isFine = [low, high].every((end) => Number(end.toFixed(decimals)) === end)
  if (isFine && low >= lowest && high <= highest && low < high) return
  const digits = decimals === 0 ? 'whole numbers' : 'numbers with one decimal'
  const unit = UNITS[PARAMETERS[parameter].unit] ?? ''
  const sentence = `${low} to ${high} cannot be the usual ${NAMES[parameter]}: type two ${digits} from ${lowest} to ${highest}${unit}, the lower one first.`
  throw new VigilError('badRequest', `${sentence} ${UNCHANGED}`)
}

/** The bed of the patient whom the window means. */
function bedOf(context: CommandContext, bed: string, patient: PatientView): BedView {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  if (!isSamePatient(view.patient, patient)) {
    const sentence = `${view.label} holds another patient by now: look again. ${UNCHANGED}`
    throw new VigilError('patientInBed', sentence)
  }
  if (view.simulated) {
    throw new VigilError(
      'badRequest',
      `${view.label} is simulated: nothing is usual for nobody. ${UNCHANGED}`,
    )
  }
  return view
}

/** Puts what is usual of one number in the place of what stood there; it is in the audit before it holds. */
async function keep(
  context: CommandContext,
  { id: bed, person }: BedView,
  patient: PatientView,
  { parameter, next }: { readonly parameter: InsightParameter; readonly next: UsualRange | null },
): Promise<BedInsights | null> {
  const known = person ?? UNKNOWN
  const before = known.usual?.find((one) => one.parameter === parameter) ?? null
  const others = (known.usual ?? []).filter((one) => one !== before)
  const facts = { ...known, usual: next === null ? others : [...others, next] }
  await context.takeStep({
    kind: 'stay',
    binds: [],
    person: { id: randomUUID(), patient, facts, isCorrection: true },
    standby: [],
    audit: {
      action: next === null ? 'insight.removeUsual' : 'insight.setUsual',
      object: bed,
      before: JSON.stringify({ patient, usual: before }),
      after: JSON.stringify({ patient, usual: next }),
    },
  })
  context.ward.setPatient(bed, patient, facts)
  return context.findings.insights.lookAt(bed)
}

/**
 * A clinician says what is usual for a patient; it goes with them to other beds. Throws VigilError notSignedIn,
 * unknownBed, patientInBed or badRequest with one sentence.
 */
export async function setUsual(
  context: CommandContext,
  { bed, patient, parameter, low, high }: Commands['insight.setUsual']['request'],
): Promise<BedInsights | null> {
  const view = bedOf(context, bed, patient)
  refuseImpossibleUsual(parameter, low, high)
  const by = context.actor.initials ?? ''
  return keep(context, view, patient, {
    parameter,
    next: { parameter, low, high, by, atUtcMs: context.nowUtcMs() },
  })
}

/** What was learnt holds again. Throws as `setUsual`. */
export async function removeUsual(
  context: CommandContext,
  { bed, patient, parameter }: Commands['insight.removeUsual']['request'],
): Promise<BedInsights | null> {
  const view = bedOf(context, bed, patient)
  const isSet = view.person?.usual?.some((one) => one.parameter === parameter) === true
  if (!isSet) throw new VigilError('badRequest', `Nothing is set as usual there: look again. ${UNCHANGED}`)
  return keep(context, view, patient, { parameter, next: null })
}
