import type { AlarmCommands } from '../../ipc/alarm-commands.ts'
import type { BedAlarmStatus, LimitSetting, LimitView, SuggestedLimits } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import { checkLimits } from '../alarms/acts.ts'
import type { BedAlarms } from '../alarms/bed-alarms.ts'
import { type Reading, valueAt } from '../alarms/readings.ts'
import { suggestedLimits } from '../alarms/suggest.ts'
import type { AlarmEvent } from '../alarms/types.ts'
import { limitView } from '../alarms/view.ts'
import { type LimitsInForce, limitName, limitsInForce } from '../alarms/watches.ts'
import { refuseNaming } from './alarms.ts'
import type { CommandContext } from './context.ts'
import { rememberAgeClass } from './occupy.ts'
import { requireSignedIn } from './signed-in.ts'

type Request<Name extends keyof AlarmCommands> = AlarmCommands[Name]['request']

const MS_PER_MIN = 60_000

interface Watched {
  readonly board: BedAlarms
  readonly reading: Reading
  readonly inForce: LimitsInForce
  readonly view: LimitView
}

function watched(context: CommandContext, bed: string, parameter: string): Watched {
  const board = context.alarms.known(bed)
  const { state } = board.machine
  const reading = board.machine.reading(parameter)
  const inForce = reading === undefined ? null : limitsInForce(state, reading.channel)
  const view = reading === undefined ? null : limitView(state, reading, board.lookNow())
  if (reading !== undefined && inForce !== null && view !== null) return { board, reading, inForce, view }
  const sentence =
    state.ageClass === null
      ? 'No age class is chosen for this bed: choose it first, limits follow from it.'
      : `No limits are watched for "${parameter}" on this bed: look at the list of its limits.`
  throw new VigilError('limitRefused', sentence)
}

/** The age class of who lies in the bed; the limits of this patient start anew. */
export async function setAgeClass(
  context: CommandContext,
  { bed, ageClass, replaces }: Request<'alarm.setAgeClass'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const board = context.alarms.known(bed)
  const before = board.machine.state.ageClass
  if (before !== replaces) {
    const sentence = 'The age class was changed meanwhile: look at it and decide again. Nothing is changed.'
    throw new VigilError('changedMeanwhile', sentence)
  }
  await context.audit('alarm.setAgeClass', bed, { ageClass: before }, { ageClass })
  // With the patient first: where that is refused, the limits stay as they are, too.
  await rememberAgeClass(context, bed, ageClass)
  board.act([{ ...board.by(context.actor), type: 'ageClass', before, after: ageClass }])
  return board.board().status
}

/** Somebody has looked at age class and limits after Vigil was away: they still hold. */
export async function confirmSettings(
  context: CommandContext,
  { bed }: Request<'alarm.confirmSettings'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const board = context.alarms.known(bed)
  const { askedMs, ageClass, limits } = board.machine.state
  if (askedMs === null) return board.board().status
  await context.audit('alarm.confirmSettings', bed, null, { ageClass, limits })
  board.act([{ ...board.by(context.actor), type: 'settingsConfirmed' }])
  return board.board().status
}

async function change(
  context: CommandContext,
  bed: string,
  { board, view }: Watched,
  action: string,
  after: LimitSetting | null,
): Promise<BedAlarmStatus> {
  const { parameter, low, high, delayMs } = view
  const before = { low, high, delayMs }
  await context.audit(action, bed, { parameter, ...before }, { parameter, limits: after })
  const event: AlarmEvent = { ...board.by(context.actor), type: 'limitChanged', parameter, before, after }
  board.act([event])
  return board.board().status
}

export async function setLimits(
  context: CommandContext,
  { bed, parameter, low, high, delayMs, replaces }: Request<'alarm.setLimits'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const found = watched(context, bed, parameter)
  const wanted = { low, high, delayMs: delayMs ?? found.inForce.delayMs }
  checkLimits(found.inForce, found.view.label, wanted, replaces)
  return change(context, bed, found, 'alarm.setLimits', wanted)
}

/** Back to the limits of the age class. */
export async function resetLimits(
  context: CommandContext,
  { bed, parameter }: Request<'alarm.resetLimits'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  return change(context, bed, watched(context, bed, parameter), 'alarm.resetLimits', null)
}

export async function limitOff(
  context: CommandContext,
  { bed, parameter, side, role, reason, minutes }: Request<'alarm.limitOff'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  refuseNaming(context, bed, reason)
  const { board, view } = watched(context, bed, parameter)
  if (!view.mayTurnOff[side]) {
    throw new VigilError('limitRefused', `The ${side} limit of ${view.label} cannot be switched off.`)
  }
  const set = { forMs: minutes * MS_PER_MIN, reason, role }
  await context.audit('alarm.limitOff', bed, view.off[side], { parameter, side, ...set })
  board.act([{ ...board.by(context.actor), type: 'limitOff', limit: limitName(parameter, side), set }])
  return board.board().status
}

export async function limitOn(
  context: CommandContext,
  { bed, parameter, side }: Request<'alarm.limitOn'>,
): Promise<BedAlarmStatus> {
  const board = context.alarms.known(bed)
  const limit = limitName(parameter, side)
  const before = board.machine.state.off[limit]
  if (before === undefined) return board.board().status
  // The alarm comes back first: nothing that fails may keep it off.
  board.act([{ ...board.by(context.actor), type: 'limitOn', limit }])
  await context.audit('alarm.limitOn', bed, { parameter, side, reason: before.reason }, null)
  return board.board().status
}

/** What the values of now suggest, for each parameter with limits and a value. */
export function suggestLimits(
  context: CommandContext,
  { bed }: Request<'alarm.suggestLimits'>,
): { suggestions: readonly SuggestedLimits[] } {
  const board = context.alarms.known(bed)
  const { state } = board.machine
  const { nowMs, utcMs } = board.lookNow()
  const suggestions = board.machine.readings.flatMap((reading): SuggestedLimits[] => {
    const { key: parameter, id, label, unit, decimals } = reading.channel
    const inForce = limitsInForce(state, reading.channel)
    const value = valueAt(reading, nowMs)
    if (inForce === null || value === null || state.ageClass === null) return []
    const suggested = suggestedLimits(inForce.profile, state.ageClass, id, value)
    if (suggested === null) return []
    const measuredUtcMs = utcMs(reading.arrivedMs)
    return [{ parameter, label, unit, decimals, value, measuredUtcMs, now: inForce.limits, suggested }]
  })
  board.suggested = new Map(suggestions.map((one) => [one.parameter, one.suggested]))
  return { suggestions }
}

/** Takes one suggestion that somebody has looked at. */
export async function confirmSuggestion(
  context: CommandContext,
  { bed, parameter, low, high }: Request<'alarm.confirmSuggestion'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const found = watched(context, bed, parameter)
  const { board, inForce, view } = found
  const suggested = board.suggested.get(parameter)
  if (suggested?.low !== low || suggested.high !== high) {
    const sentence = `These limits of ${view.label} are not the last ones suggested: ask for suggestions again. Nothing is changed.`
    throw new VigilError('changedMeanwhile', sentence)
  }
  const wanted = { low, high, delayMs: inForce.delayMs }
  checkLimits(inForce, view.label, wanted, inForce.limits)
  board.suggested.delete(parameter)
  return change(context, bed, found, 'alarm.confirmSuggestion', wanted)
}
