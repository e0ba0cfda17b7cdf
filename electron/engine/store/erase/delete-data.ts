import type { ErasedCounts } from '../../../ipc/erasure.ts'
import { eraseAlarmEvents } from '../alarm-events.ts'
import { eraseComparedValues } from '../comparisons.ts'
import type { Connection } from '../database.ts'
import { dropBlocks } from '../drop-blocks.ts'
import { queries, wholeTableQueries } from '../queries.ts'
import { type ChannelColumns, channelOf } from '../rows.ts'
import { type JournalRow, journalWithout } from '../seal/sealed-journal.ts'
import { eraseTrend } from '../trend/erase.ts'
import type { ErasedStretch } from './erasures.ts'

/** Blocks removed in one commit: what an alarm may have to wait for. */
export const BLOCKS_A_STEP = 64

/** Takes a subject out of the journal. Inside a transaction of the caller. Out: rows changed or removed. */
export function eraseFromJournal(connection: Connection, subject: number): number {
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalOldest)
  let changed = 0
  for (const { id, payload } of rows.all(0, Number.MAX_SAFE_INTEGER)) {
    const rest = journalWithout(payload, subject)
    if (rest === null) continue
    changed++
    if (rest.length === 0) connection.prepare(queries.deleteJournalRow).run(id)
    else connection.prepare(queries.setJournal).run(rest, id)
  }
  return changed
}

/** Removes some blocks of a subject. Inside a transaction of the caller. Out: how many; 0 when none is left. */
export function eraseBlocks(connection: Connection, subject: number): number {
  const ids = connection.prepare<number[]>(queries.blockIdsOf).pluck().all(subject, 0, BLOCKS_A_STEP)
  dropBlocks(connection, ids.map(Number))
  return ids.length
}

/** A summary is sent after the shift it is about: for so long what was said of it may be about the stretch. */
const SENT_WITHIN_MS = 86_400_000

/**
 * Removes numbers, trends and alarms of a stretch, the receivers' words about messages sent of it, and the values of
 * comparisons made in it. Inside a transaction of the caller. Out: rows removed or emptied.
 */
export function eraseStretch(
  connection: Connection,
  stretch: ErasedStretch,
): Pick<ErasedCounts, 'numerics' | 'trendRows' | 'alerts' | 'deliveries' | 'comparisons'> {
  const { bed, fromUtcMs, toUtcMs } = stretch
  const channels = connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all().map(channelOf)
  let [numerics, trendRows] = [0, 0]
  for (const channel of channels.filter((one) => one.bed === bed)) {
    const { number } = channel
    numerics += connection.prepare(queries.deleteNumerics).run(number, fromUtcMs, toUtcMs).changes
    numerics += connection.prepare(queries.deleteNumericTail).run(fromUtcMs, toUtcMs, number).changes
    trendRows += eraseTrend(connection, channel, stretch)
  }
  const alerts =
    connection.prepare(queries.deleteAlerts).run(bed, fromUtcMs, toUtcMs).changes +
    eraseAlarmEvents(connection, bed, fromUtcMs, toUtcMs)
  const clearWords = connection.prepare(wholeTableQueries.clearDeliveryWords)
  const deliveries = clearWords.run(bed, fromUtcMs, toUtcMs + SENT_WITHIN_MS).changes
  return { numerics, trendRows, alerts, deliveries, comparisons: eraseComparedValues(connection, stretch) }
}
