import type { Numeric } from '../../../../drivers/model/measurement.ts'
import { type Connection, inSnapshot } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type NumericColumns, numericOf } from '../file/rows.ts'
import type { NewChannel, StoredNumeric } from '../types.ts'

/** The last stored reading of each episodic channel: a monitor goes on repeating it after our restart. */
export function lastReadings(connection: Connection, channels: readonly NewChannel[]): StoredNumeric[] {
  return inSnapshot(connection, () => {
    const folded = connection.prepare<[number], NumericColumns>(queries.lastNumeric)
    const tail = connection.prepare<[number], NumericColumns>(queries.lastNumericTail)
    const readings: StoredNumeric[] = []
    for (const { number, channel } of channels) {
      if (channel.kind !== 'numeric' || channel.timing !== 'episodic') continue
      const rows = [folded.get(number), tail.get(number)].filter((row) => row !== undefined)
      const last = rows.toSorted((a, b) => a.measured_utc_ms - b.measured_utc_ms).at(-1)
      if (last !== undefined) readings.push(numericOf(number, last))
    }
    return readings
  })
}

/** A stored reading as the device sent it, so that the episodic filter knows its repeats. */
export function asSent(reading: StoredNumeric, channel: Numeric['channel']): Numeric {
  const { value, validity, deviceMs } = reading
  const sent = { type: 'numeric', atMs: 0, deviceMs, channel, value, validity } as const
  const ageMs = reading.atUtcMs - reading.measuredUtcMs
  // Arrival and measured time differ only where the device said when it measured.
  return deviceMs === null || ageMs === 0 ? sent : { ...sent, measuredDeviceMs: deviceMs - ageMs }
}
