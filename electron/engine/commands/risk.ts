import type { AlarmCommands } from '../../ipc/alarm-commands.ts'
import { type BedAlarmStatus, STATION_ALARMS } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import { refuseNaming } from './alarms.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

type Request<Name extends keyof AlarmCommands> = AlarmCommands[Name]['request']

/** Throws badRequest for the station itself and for a bed in which nobody lies. */
function requirePatient({ ward }: CommandContext, bed: string): void {
  if (bed !== STATION_ALARMS && ward.view(bed)?.standby === undefined) return
  throw new VigilError('badRequest', 'Nobody lies in this bed: admit the patient first, then mark them.')
}

/** Marks the patient of a bed as high-risk (CLINICAL 1.6); said again, the new reason stands. Written down before it holds. */
export async function markRisk(
  context: CommandContext,
  { bed, reason }: Request<'alarm.markRisk'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const board = context.alarms.known(bed)
  requirePatient(context, bed)
  refuseNaming(context, bed, reason)
  await context.audit('alarm.markRisk', bed, board.board().status.highRisk ?? null, { reason })
  board.act([{ ...board.by(context.actor), type: 'riskSet', reason }])
  return board.board().status
}

/** Takes the mark off; a patient without one is left as they are. */
export async function unmarkRisk(
  context: CommandContext,
  { bed }: Request<'alarm.unmarkRisk'>,
): Promise<BedAlarmStatus> {
  requireSignedIn(context)
  const board = context.alarms.known(bed)
  const { highRisk } = board.board().status
  if (highRisk === undefined) return board.board().status
  await context.audit('alarm.unmarkRisk', bed, { ...highRisk }, null)
  board.act([{ ...board.by(context.actor), type: 'riskEnded' }])
  return board.board().status
}
