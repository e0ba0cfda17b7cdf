import { initial } from './0001-initial.ts'
import { comparison } from './0002-comparison.ts'
import { trend } from './0003-trend.ts'
import { backup } from './0004-backup.ts'
import { ledgers } from './0005-ledgers.ts'
import { sealing } from './0006-sealing.ts'
import { note } from './0007-note.ts'
import { patients } from './0008-patients.ts'
import { alarmEvent } from './0009-alarm-event.ts'
import { entry } from './0010-entry.ts'
import { stayMove } from './0011-stay-move.ts'
import { auditEmptied } from './0012-audit-emptied.ts'
import { outbox } from './0013-outbox.ts'
import { handover } from './0014-handover.ts'
import { outboxUntil } from './0015-outbox-until.ts'
import { admission } from './0016-admission.ts'
import { device } from './0017-device.ts'
import { remote } from './0018-remote.ts'

/** SQL of each step; its place in the list + 1 is the `user_version` it leads to. Only ever append. */
export const migrations: readonly string[] = [
  initial,
  comparison,
  trend,
  backup,
  ledgers,
  sealing,
  note,
  patients,
  alarmEvent,
  entry,
  stayMove,
  auditEmptied,
  outbox,
  handover,
  outboxUntil,
  admission,
  device,
  remote,
]
