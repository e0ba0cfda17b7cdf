import type { AlarmCommands, AlarmRefs, AlarmsDone } from '../../ipc/alarm-commands.ts'
import { type AlarmRole, type BedAlarmStatus, PRIVILEGED_ROLES } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import { actOnAlarms } from '../alarms/acts.ts'
import type { BedAlarms } from '../alarms/bed-alarms.ts'
import { historyLine } from '../alarms/log.ts'
import type { TimedSetting } from '../alarms/types.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

type Request<Name extends keyof AlarmCommands> = AlarmCommands[Name]['request']

const MS_PER_S = 1_000
const MS_PER_MIN = 60_000

/** What an audit row calls each act. */
const ACTIONS = {
  acknowledged: 'alarm.acknowledge',
  unacknowledged: 'alarm.unacknowledge',
  reset: 'alarm.reset',
} as const

/** Does something to named alarms of a bed or of the station: at once, then told in the audit. */
export async function actOn(
  context: CommandContext,
  { bed, alarms }: AlarmRefs,
  type: keyof typeof ACTIONS,
): Promise<AlarmsDone> {
  const board = context.alarms.known(bed)
  const done = actOnAlarms(board.machine.state, alarms, type, board.by(context.actor))
  const named = done.map(({ ref }) => ({
    ...ref,
    text: board.machine.state.alarms[ref.id]?.facts.text ?? '',
  }))
  board.act(done.map(({ event }) => event))
  if (named.length > 0) await context.audit(ACTIONS[type], bed, null, { alarms: named })
  return { alarms: done.map(({ ref }) => ref) }
}

/** Throws badRequest where what stays in the record would name the patient of the bed. */
export function refuseNaming(context: CommandContext, bed: string, reason: string): void {
  const id = context.ward.view(bed)?.patient?.id
  if (id === undefined || !reason.includes(id)) return
  throw new VigilError('badRequest', 'The reason stays in the record: write it without the identifier.')
}

/** Throws notPrivileged unless the role may do this. */
function requirePrivileged(role: AlarmRole): void {
  if (PRIVILEGED_ROLES.includes(role)) return
  const sentence = 'Only the charge nurse or a physician may do this: ask one of them. Nothing is changed.'
  throw new VigilError('notPrivileged', sentence)
}

/** What is set or ended on a bed is written down before it holds. */
async function setState(
  context: CommandContext,
  bed: string,
  state: 'audioPaused' | 'audioOff' | 'alarmsPaused' | 'comfortCare',
  set: TimedSetting,
): Promise<BedAlarmStatus> {
  const board = context.alarms.known(bed)
  const before = board.board().status[state]
  await context.audit(`alarm.${state}`, bed, before, { ...set })
  board.act([{ ...board.by(context.actor), type: 'stateSet', state, set }])
  return board.board().status
}

export function pauseAudio(
  context: CommandContext,
  { bed, seconds }: Request<'alarm.pauseAudio'>,
): Promise<BedAlarmStatus> {
  return setState(context, bed, 'audioPaused', { forMs: seconds * MS_PER_S, reason: '', role: null })
}

export function audioOff(
  context: CommandContext,
  { bed, role, reason, minutes }: Request<'alarm.audioOff'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  requirePrivileged(role)
  refuseNaming(context, bed, reason)
  return setState(context, bed, 'audioOff', { forMs: minutes * MS_PER_MIN, reason, role })
}

export function pauseAlarms(
  context: CommandContext,
  { bed, seconds, reason }: Request<'alarm.pause'>,
): Promise<BedAlarmStatus> {
  refuseNaming(context, bed, reason)
  return setState(context, bed, 'alarmsPaused', { forMs: seconds * MS_PER_S, reason, role: null })
}

export function comfortCare(
  context: CommandContext,
  { bed, role, order, minutes }: Request<'alarm.comfortCare'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  requirePrivileged(role)
  refuseNaming(context, bed, order)
  return setState(context, bed, 'comfortCare', { forMs: minutes * MS_PER_MIN, reason: order, role })
}

/** Ends a state of a bed before its time; one that does not hold is left as it is. */
export async function resume(
  context: CommandContext,
  { bed, state }: Request<'alarm.resume'>,
): Promise<BedAlarmStatus> {
  const board: BedAlarms = context.alarms.known(bed)
  const before = board.board().status[state]
  if (before === null) return board.board().status
  // Alarms come back first: nothing that fails may keep them off.
  board.act([{ ...board.by(context.actor), type: 'stateEnded', state }])
  await context.audit('alarm.resume', bed, { [state]: before }, null)
  return board.board().status
}

/** What happened to the alarms of a bed, or of the station. */
export async function alarmHistory(
  context: CommandContext,
  { bed, fromUtcMs, toUtcMs }: Request<'alarm.history'>,
): Promise<AlarmCommands['alarm.history']['reply']> {
  context.alarms.known(bed)
  const rows = await context.store.read.alarmEvents(bed, fromUtcMs, toUtcMs)
  return { events: rows.map(historyLine).filter((line) => line !== null) }
}

/** How many alarms there were: counted on the reading worker. */
export async function alarmLoad(
  { store }: CommandContext,
  request: Request<'alarm.load'>,
): Promise<AlarmCommands['alarm.load']['reply']> {
  return store.job('alarmLoad', request)
}

/** What other limits would have done: replayed on the reading worker. */
export async function alarmWhatIf(
  { store }: CommandContext,
  request: Request<'alarm.whatIf'>,
): Promise<AlarmCommands['alarm.whatIf']['reply']> {
  return store.job('whatIf', request)
}

/** When windows first showed alarms: stored beside when they were received and decided. */
export function alarmsShown(
  context: CommandContext,
  { alarms }: Request<'alarm.shown'>,
): Record<string, never> {
  for (const { bed, id, occurrence, shownUtcMs } of alarms) {
    context.alarms.known(bed).shown({ id, occurrence }, shownUtcMs)
  }
  return {}
}

export async function reportSound(
  context: CommandContext,
  { state }: Request<'sound.report'>,
): Promise<Record<string, never>> {
  const before = context.alarms.sound.state
  if (before === state) return {}
  context.alarms.soundReported(state)
  context.stationChanged()
  await context.audit('sound.report', 'sound', { state: before }, { state })
  return {}
}

export async function confirmSound(context: CommandContext): Promise<Record<string, never>> {
  requireSignedIn(context)
  await context.audit('sound.confirm', 'sound', null, null)
  context.alarms.soundConfirmed(context.actor.initials)
  context.stationChanged()
  return {}
}
