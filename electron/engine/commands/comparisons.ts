import { randomUUID } from 'node:crypto'
import type { ComparisonView } from '../../ipc/comparison.ts'
import { type Commands, type ComparisonRequest, VigilError } from '../../ipc/contract.ts'
import type { BedView } from '../../ipc/views.ts'
import { MONITOR } from '../bus.ts'
import type { CheckedBed } from '../config/checked-bed.ts'
import type { Comparison } from '../evidence/comparison.ts'
import { isSimulated } from '../link/spec.ts'
import { type ComparisonRow, withoutNumbers } from '../store/tables/comparisons.ts'
import type { CommandContext } from './context.ts'
import { viewOf } from './view-of.ts'

function settingsOf(context: CommandContext, bed: string, device = MONITOR): CheckedBed {
  if (!context.ward.has(bed))
    throw new VigilError('unknownBed', `There is no bed "${bed}": look at the list of beds.`)
  const checked = context.ward.lineOf(bed, device)
  if (checked !== undefined) return checked
  throw new VigilError(
    'badRequest',
    `There is no device "${device}" on this bed any more: look at its devices.`,
  )
}

function signedIn(context: CommandContext): string {
  const { initials } = context.actor
  if (initials !== null) return initials
  throw new VigilError(
    'badRequest',
    'Nobody is signed in: sign in first, a comparison is stored with initials.',
  )
}

/** A comparison as the audit tells it: the values are somebody's, and what stands in the audit stays for good. */
function auditedComparison({ driver: _, ...row }: ComparisonRow): object {
  return { ...row, pairs: row.pairs.map(withoutNumbers) }
}

/** Begins a comparison with the monitor's own screen. Never on a simulated or replayed line: it proves nothing. */
export function beginComparison(
  context: CommandContext,
  { bed, device = MONITOR }: Commands['comparison.begin']['request'],
): ComparisonView {
  const checked = settingsOf(context, bed, device)
  const { label } = checked.config
  if (isSimulated(checked.spec)) {
    throw new VigilError(
      'badRequest',
      `${label} is simulated or replayed: compare on a bed with a real monitor on its line.`,
    )
  }
  if (checked.driver.evidence !== 'derived') {
    throw new VigilError(
      'badRequest',
      `The driver of ${label} has evidence already (${checked.driver.evidence}).`,
    )
  }
  signedIn(context)
  const comparison = context.comparisons.begin({
    bed,
    device,
    comparison: randomUUID(),
    settings: context.confirmations.settingsOf(checked),
    session: context.actor.session,
    channels: checked.driver.channels.filter(({ kind }) => kind === 'numeric').length,
  })
  return comparison.look(context.comparisons.moment(bed, device))
}

/** The running comparison that a window means, while bed, driver, line and person are those it was begun with. */
function running(context: CommandContext, { bed, comparison }: ComparisonRequest): Comparison {
  const found = context.comparisons.of(bed)
  if (found === undefined || found.facts.comparison !== comparison) {
    throw new VigilError('badRequest', 'This comparison has ended: begin again.')
  }
  const checked = settingsOf(context, bed, found.facts.device)
  const same =
    JSON.stringify(context.confirmations.settingsOf(checked)) === JSON.stringify(found.facts.settings)
  if (same && found.facts.session === context.actor.session) return found
  context.comparisons.end(bed)
  const what = same ? 'Somebody else signed in' : 'The settings of the bed were changed'
  throw new VigilError('badRequest', `${what}: begin the comparison again.`)
}

/** Where a comparison stands. */
export function lookAtComparison(context: CommandContext, request: ComparisonRequest): ComparisonView {
  const comparison = running(context, request)
  return comparison.look(context.comparisons.moment(request.bed, comparison.facts.device))
}

/** Judges a value that somebody has read. One that differs ends the comparison and is audited. */
export async function answerComparison(
  context: CommandContext,
  request: Commands['comparison.answer']['request'],
): Promise<ComparisonView> {
  const { bed, typed } = request
  const comparison = running(context, request)
  const view = comparison.answer(typed, context.comparisons.moment(bed, comparison.facts.device))
  if (view.state.phase !== 'differs') return view
  context.comparisons.end(bed)
  const { driver, fingerprint } = comparison.facts.settings
  // The numbers are somebody's: what stands in the audit stays for good.
  const value = withoutNumbers(view.state.value)
  await context.audit('driver.differs', driver, null, { bed, fingerprint, value })
  return view
}

/** Takes the mark off: stores the values with initials and date. Refused before all of them have agreed. */
export async function confirmComparison(
  context: CommandContext,
  request: Commands['comparison.confirm']['request'],
): Promise<BedView> {
  const { bed, scope } = request
  const { facts, view } = running(context, request)
  if (view.state.phase !== 'agrees') {
    throw new VigilError(
      'badRequest',
      `Only ${view.values.length} of ${view.wanted} values were compared: go on.`,
    )
  }
  const row = {
    id: facts.comparison,
    ...facts.settings,
    scope,
    pairs: view.values,
    initials: signedIn(context),
    atUtcMs: context.nowUtcMs(),
    withdrawn: null,
  }
  await context.audit('driver.confirm', row.driver, null, auditedComparison(row))
  await context.confirmations.add(row)
  context.comparisons.end(bed)
  context.ward.confirmationsChanged()
  return viewOf(context, bed)
}

/** Sets the driver of a bed back to unproven. Needs nobody signed in: it is the safe side. */
export async function withdrawComparison(
  context: CommandContext,
  { bed, device }: Commands['comparison.withdraw']['request'],
): Promise<BedView> {
  const checked = settingsOf(context, bed, device)
  const row = context.confirmations.rowOf(checked)
  if (row === null) throw new VigilError('badRequest', `No comparison holds for ${checked.config.label}.`)
  await context.audit('driver.setBack', row.driver, auditedComparison(row), null)
  const by = { initials: context.actor.initials, atUtcMs: context.nowUtcMs() }
  try {
    await context.confirmations.withdraw(checked, by)
  } finally {
    context.ward.confirmationsChanged()
  }
  return viewOf(context, bed)
}
