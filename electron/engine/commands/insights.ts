import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { BedInsights, InsightCounts, InsightDismissal } from '../../ipc/insight.ts'
import type { PatientView } from '../../ipc/views.ts'
import { factOf } from '../insights/bed-insights.ts'
import { isSamePatient } from '../patients.ts'
import { dismissalOverText, dismissalText } from '../store/tables/dismissals.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

function requireSame(context: CommandContext, bed: string, patient: PatientView | null): void {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  if (isSamePatient(view.patient, patient)) return
  throw new VigilError('patientInBed', `${view.label} holds another patient by now: look again. ${UNCHANGED}`)
}

const GONE = `This hint is there no longer: look again. ${UNCHANGED}`

/**
 * Puts a hint aside with a reason, or with what was done about it, under the initials that are signed in; kept with the patient, audited. Throws
 * VigilError notSignedIn, unknownBed, patientInBed or badRequest with one sentence.
 */
export async function dismissInsight(
  context: CommandContext,
  { bed, patient, reason, actedOn, ...ref }: Commands['insight.dismiss']['request'],
): Promise<BedInsights> {
  requireSame(context, bed, patient)
  const found = context.findings.insights.found(bed, ref)
  if (found === null) throw new VigilError('badRequest', GONE)
  const fact = factOf(found)
  const atUtcMs = context.nowUtcMs()
  const author = context.actor.initials ?? ''
  const dismissal: InsightDismissal = {
    id: randomUUID(),
    fact,
    reason,
    ...(actedOn && { actedOn }),
    author,
    atUtcMs,
  }
  // Why goes with its patient; the audit stays.
  const { rule, parameter, direction, version, sinceUtcMs } = fact
  const named = {
    id: dismissal.id,
    rule,
    version,
    parameter,
    direction,
    sinceUtcMs,
    ...(actedOn && { actedOn }),
  }
  await context.audit('insight.dismiss', bed, null, named)
  const times = { atUtcMs, writtenUtcMs: atUtcMs }
  const text = dismissalText(fact, reason, actedOn)
  await context.store.saveNote({ id: dismissal.id, bed, kind: 'dismissal', ...times, author, text })
  const insights = context.findings.insights.dismiss(bed, dismissal)
  if (insights === null) throw new VigilError('badRequest', GONE)
  return insights
}

/** Shows a dismissed hint again. Throws as `dismissInsight`. */
export async function restoreInsight(
  context: CommandContext,
  { bed, patient, id }: Commands['insight.restore']['request'],
): Promise<BedInsights> {
  requireSame(context, bed, patient)
  const shown = viewOf(context, bed).insights?.dismissed.some((one) => one.id === id)
  if (shown !== true) throw new VigilError('badRequest', GONE)
  const atUtcMs = context.nowUtcMs()
  await context.audit('insight.restore', bed, { id }, null)
  await context.store.saveNote({
    id: randomUUID(),
    bed,
    kind: 'dismissalOver',
    atUtcMs,
    writtenUtcMs: atUtcMs,
    author: context.actor.initials ?? '',
    text: dismissalOverText(id),
  })
  const insights = context.findings.insights.restore(bed, id)
  if (insights === null) throw new VigilError('badRequest', GONE)
  return insights
}

/** How often hints were shown, dismissed and acted on: counted on the reading worker. */
export async function countInsights(
  { store }: CommandContext,
  request: Commands['insight.counts']['request'],
): Promise<InsightCounts> {
  return store.job('insightCounts', request)
}
