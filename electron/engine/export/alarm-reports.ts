import { isIdentified } from '../../ipc/patient.ts'
import { loggedOf } from '../alarms/log.ts'
import { deviceOfCondition } from '../beds/alert-book.ts'
import { MONITOR } from '../bus.ts'
import type { StoreReader } from '../store/types.ts'
import { buildAlarmReport } from './alarm-report.ts'
import { senderName } from './channel-labels.ts'
import type { Hl7Form } from './hl7-head.ts'
import { clip, type Interval } from './intervals.ts'
import { isNobody } from './nobody.ts'
import type { PatientMessage } from './shift-message.ts'
import { staysIn } from './stay.ts'
import { visitOf } from './visit.ts'

/** Of which bed, and for whom. */
export interface AlarmReportsRequest extends Hl7Form {
  readonly bed: string
  readonly place?: string | undefined
  readonly station: string
  readonly eui64: string
  readonly madeUtcMs: number
  readonly training: boolean
}

/** Reports of a stretch, and pieces of it with alarms of nobody who is identified. */
export interface AlarmReports {
  readonly messages: readonly (PatientMessage & Interval)[]
  readonly nameless: readonly Interval[]
}

/**
 * What the alarm log of a bed says of a stretch as messages, in its order, each about whoever lay there. What no patient
 * gave is left out for a destination that is not for training.
 */
export function alarmReports(
  reader: StoreReader,
  request: AlarmReportsRequest,
  period: Interval,
): AlarmReports {
  const { bed } = request
  const channels = reader.channels(bed)
  const senderOf = (device: string) => {
    const known = channels.findLast(({ channel }) => (channel.device ?? MONITOR) === device)
    return known === undefined ? '' : senderName(known.driver, known.channel)
  }
  const isSimulated = channels.at(-1)?.simulated ?? false
  const metricOf = (key: string | undefined) =>
    channels.findLast(({ channel }) => channel.key === key)?.channel ?? null
  const messages: (PatientMessage & Interval)[] = []
  const nameless: Interval[] = []
  for (const stay of staysIn(reader, bed, period)) {
    const inside = clip(stay, period)
    if (inside === null) continue
    const rows = reader.alarmEvents(bed, inside.fromUtcMs, inside.toUtcMs)
    const { patient } = stay
    const simulated = isSimulated || isNobody(patient)
    const visit = patient === null ? null : visitOf(reader, bed, patient, inside)
    let isTold = false
    for (const row of rows) {
      const logged = loggedOf(row)
      const about = {
        ...request,
        patient: patient ?? NO_ONE,
        visit,
        simulated,
        training: request.training || simulated,
      }
      const metric = metricOf(logged.about?.facts.limit?.parameter)
      const made = buildAlarmReport({
        ...about,
        // An alarm of a limit is about a number, which a further device may be the only one to send.
        saidBy: senderOf(
          metric?.device ??
            ('condition' in logged.event ? deviceOfCondition(logged.event.condition) : MONITOR),
        ),
        metric,
        logged,
        number: row.number,
        atUtcMs: row.atUtcMs,
      })
      if (made === null) continue
      isTold = true
      if (!isIdentified(patient) || (simulated && !request.training)) continue
      messages.push({ ...made, patient, fromUtcMs: row.atUtcMs, toUtcMs: row.atUtcMs + 1 })
    }
    const { fromUtcMs, toUtcMs } = inside
    if (isTold && !isIdentified(patient)) nameless.push({ fromUtcMs, toUtcMs })
  }
  return { messages, nameless }
}

/** Stands for nobody in a message that is not sent. */
const NO_ONE = { id: '', authority: '' }
