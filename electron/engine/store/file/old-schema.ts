import { sealing } from '../migrations/0006-sealing.ts'
import { note } from '../migrations/0007-note.ts'
import { patients } from '../migrations/0008-patients.ts'
import { alarmEvent } from '../migrations/0009-alarm-event.ts'
import { entry } from '../migrations/0010-entry.ts'
import { stayMove } from '../migrations/0011-stay-move.ts'
import { outbox } from '../migrations/0013-outbox.ts'
import { handover } from '../migrations/0014-handover.ts'
import { outboxUntil } from '../migrations/0015-outbox-until.ts'
import { admission } from '../migrations/0016-admission.ts'
import { device } from '../migrations/0017-device.ts'
import { remote } from '../migrations/0018-remote.ts'
import { migrations } from '../migrations/index.ts'
import type { Connection } from './database.ts'

/** What came with a step, as it looks where there is nothing of it. */
const ABSENT: readonly { readonly step: string; readonly sql: string }[] = [
  {
    // As if all of it were stored in the clear.
    step: sealing,
    sql: `CREATE TEMP VIEW block AS SELECT *, 0 AS subject FROM main.block;
      CREATE TEMP VIEW binding AS SELECT *, 0 AS subject FROM main.binding;
      CREATE TEMP TABLE block_gone (first, last);
      CREATE TEMP TABLE subject (subject, digest, bed, from_utc_ms, identity, hold);
      CREATE TEMP TABLE subject_key (subject, key);
      CREATE TEMP TABLE erasure (id, subject, digest, at_utc_ms, done, facts);`,
  },
  {
    step: note,
    sql: 'CREATE TEMP TABLE note (id, bed, kind, at_utc_ms, written_utc_ms, author, subject, text);',
  },
  {
    step: patients,
    sql: `CREATE TEMP TABLE person (number, id, subject, written_utc_ms, facts);
      CREATE TEMP TABLE standby (bed, since_utc_ms);`,
  },
  {
    step: alarmEvent,
    sql: 'CREATE TEMP TABLE alarm_event (bed, number, at_utc_ms, type, payload);',
  },
  {
    step: entry,
    sql: `CREATE TEMP TABLE entry (id, bed, at_utc_ms, written_utc_ms, author, subject, corrects, is_withdrawal, entered);`,
  },
  {
    step: stayMove,
    sql: `CREATE TEMP TABLE stay_move (number, id, kind, undoes, bed, from_utc_ms, to_utc_ms, is_running, was, becomes,
      written_utc_ms, author, resealed);`,
  },
  {
    step: outbox,
    sql: `CREATE TEMP TABLE outbox (seq, destination, key, kind, bed, subject, from_utc_ms, to_utc_ms, queued_utc_ms, state,
        attempts, message, reason);
      CREATE TEMP TABLE outbox_pause (destination, since_utc_ms);`,
  },
  {
    step: handover,
    sql: `CREATE TEMP TABLE handover (id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author, subject, content);`,
  },
  { step: outboxUntil, sql: 'CREATE TEMP TABLE outbox_until (destination, bed, until_utc_ms);' },
  {
    step: admission,
    sql: 'CREATE TEMP TABLE admission (seq, dedupe, received_utc_ms, subject, other, state, content);',
  },
  {
    step: device,
    sql: `CREATE TEMP VIEW gap AS SELECT *, '*' AS device FROM main.gap;
      CREATE TEMP VIEW alert AS SELECT *, '' AS device FROM main.alert;
      CREATE TEMP VIEW clock AS SELECT *, '' AS device FROM main.clock;`,
  },
  { step: remote, sql: 'CREATE TEMP TABLE remote (seq, kind, name, at_utc_ms, subject, state, content);' },
]

/**
 * Lets a reader read a record that no writer has brought up to date: to this connection alone it looks as if what came
 * later were there and empty.
 */
export function showAsCurrent(connection: Connection): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  for (const { step, sql } of ABSENT) {
    if (version <= migrations.indexOf(step)) connection.exec(sql)
  }
}
