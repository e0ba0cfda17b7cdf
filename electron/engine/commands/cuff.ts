import type { CuffCommands, CuffRefusal, CuffReply } from '../../ipc/cuff.ts'
import { isSamePatient } from '../patients.ts'
import type { CommandContext } from './context.ts'
import { viewOf } from './view-of.ts'

type Start = CuffCommands['cuff.start']['request']

/** A start that the record takes longer to write down comes when nobody expects it. */
const LATE_MS = 3_000

/** Why this start must not be; null: the device may be asked. Throws VigilError unknownBed. */
function refusalOf(context: CommandContext, { bed, device, patient, ageClass }: Start): CuffRefusal | null {
  const view = viewOf(context, bed)
  if (view.cuffs?.some((cuff) => cuff.device === (device ?? null)) !== true) return 'notAllowed'
  if (context.actor.initials === null) return 'notSignedIn'
  if (view.patient === null) return 'noPatient'
  if (!isSamePatient(view.patient, patient)) return 'otherPatient'
  if (view.proposal !== null || view.deviceChange !== undefined) return 'askedWho'
  const chosen = view.alarmStatus.ageClass
  // The wrong pressure harms a newborn: nothing is taken for granted.
  if (chosen === null) return 'noAgeClass'
  return chosen === ageClass ? null : 'otherAgeClass'
}

/** Starts one cuff reading for the patient whom the window showed. Written down before it is sent. */
export async function startCuff(context: CommandContext, request: Start): Promise<CuffReply> {
  const refused = refusalOf(context, request)
  if (refused !== null) return { refused }
  const { bed, device, ageClass } = request
  const askedMs = context.clock.monotonicMs()
  const stops = context.ward.stopsOf(bed)
  const about = { device: device ?? null, ageClass }
  await context.audit('cuff.start', bed, null, about)
  const why = (): CuffRefusal | null => {
    // A start that waits for the record must not go out after a stop.
    if (context.ward.stopsOf(bed) !== stops) return 'stoppedMeanwhile'
    if (context.clock.monotonicMs() - askedMs > LATE_MS) return 'late'
    const other = refusalOf(context, request)
    if (other !== null) return other
    const answer = context.ward.act(bed, device, { kind: 'startCuff', patient: ageClass })
    return answer === 'sent' ? null : answer
  }
  const reason = why()
  if (reason !== null) await context.audit('cuff.notStarted', bed, about, { reason })
  return { refused: reason }
}

/** Stops the cuff at once, whoever is signed in; the record learns of it afterwards. */
export async function stopCuff(
  context: CommandContext,
  { bed, device }: CuffCommands['cuff.stop']['request'],
): Promise<CuffReply> {
  const answer = context.ward.act(bed, device, { kind: 'stopCuff' })
  viewOf(context, bed)
  // A record that takes no more says so itself; the stop has gone out.
  await context.audit('cuff.stop', bed, null, { device: device ?? null, answer }).catch(() => undefined)
  return { refused: answer === 'sent' ? null : answer }
}

/** Handlers of the commands about cuffs. */
export const cuffHandlers: {
  readonly [Name in keyof CuffCommands]: (
    context: CommandContext,
    request: CuffCommands[Name]['request'],
  ) => Promise<CuffReply>
} = { 'cuff.start': startCuff, 'cuff.stop': stopCuff }
