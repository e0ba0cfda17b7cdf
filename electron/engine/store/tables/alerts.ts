import type { Priority } from '../../../../drivers/model/measurement.ts'
import { MONITOR } from '../../bus.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { DeliveryRow, StoredAlert } from '../types.ts'

interface AlertColumns {
  readonly at_utc_ms: number
  readonly phase: 'start' | 'end'
  readonly priority: Priority
  readonly kind: 'physiological' | 'technical'
  readonly text: string
  readonly device: string
}

interface DeliveryColumns {
  readonly control_id: string
  readonly destination: string
  readonly bed: string
  readonly at_utc_ms: number
  readonly outcome: string
  readonly detail: string
}

/** Alarms of a monitor in a stretch of a bed, oldest first. Throws SQLite errors as they are. */
export function readAlerts(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): StoredAlert[] {
  const rows = connection
    .prepare<(string | number)[], AlertColumns>(queries.alertsInRange)
    .all(bed, fromUtcMs, toUtcMs)
  return rows.map(({ at_utc_ms: atUtcMs, device, ...row }) => ({
    ...{ bed, atUtcMs, ...row },
    ...(device !== MONITOR && { device }),
  }))
}

/** Everything that was delivered, oldest first. Throws SQLite errors as they are. */
export function readDeliveries(connection: Connection): DeliveryRow[] {
  const rows = connection.prepare<[], DeliveryColumns>(wholeTableQueries.deliveries).all()
  return rows.map(({ control_id: controlId, at_utc_ms: atUtcMs, ...row }) => ({ ...row, controlId, atUtcMs }))
}
