import type { ErasedCounts } from '../../../ipc/erasure.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type JournalRow, journalWithout } from '../seal/sealed-journal.ts'
import { eraseAlarmEvents } from '../tables/alarm-events.ts'
import { eraseComparedValues } from '../tables/comparisons.ts'
import { eraseTrend, eraseTrendRows } from '../trend/erase.ts'
import type { NewChannel } from '../types.ts'
import { dropBlocks } from '../write/drop-blocks.ts'
import type { ErasedStretch } from './erasures.ts'

/** Numbers or trends removed in one commit, likewise. */
const ROWS_A_STEP = 4096
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
 * Removes the alarms of a stretch, the receivers' words about messages sent of it, and the values of comparisons made in
 * it. Inside a transaction of the caller. Out: rows removed or emptied.
 */
export function eraseWords(
  connection: Connection,
  stretch: ErasedStretch,
): Pick<ErasedCounts, 'alerts' | 'deliveries' | 'comparisons'> {
  const { bed, fromUtcMs, toUtcMs } = stretch
  const alerts =
    connection.prepare(queries.deleteAlerts).run(bed, fromUtcMs, toUtcMs).changes +
    eraseAlarmEvents(connection, bed, fromUtcMs, toUtcMs)
  const clearWords = connection.prepare(wholeTableQueries.clearDeliveryWords)
  const deliveries = clearWords.run(bed, fromUtcMs, toUtcMs + SENT_WITHIN_MS).changes
  return { alerts, deliveries, comparisons: eraseComparedValues(connection, stretch) }
}

/** What a step took of a channel, and whether the stretch is then without it. */
export interface ChannelStep {
  readonly erased: Pick<ErasedCounts, 'numerics' | 'trendRows'>
  readonly isLast: boolean
}

/**
 * Removes some of the numbers of a channel in a stretch, or when none is left some of its trends. Inside a transaction of the
 * caller; goes on where it was by what is left.
 */
export function eraseSomeOfChannel(
  connection: Connection,
  channel: NewChannel,
  stretch: ErasedStretch,
): ChannelStep {
  const { number } = channel
  const { fromUtcMs, toUtcMs } = stretch
  const step = (numerics: number, trendRows: number, isLast: boolean) => ({
    erased: { numerics, trendRows },
    isLast,
  })
  const last = connection
    .prepare<number[]>(queries.numericAtRow)
    .pluck()
    .get(number, fromUtcMs, toUtcMs, ROWS_A_STEP - 1)
  const isMore = last !== undefined
  const until = isMore ? Number(last) + 1 : toUtcMs
  const numerics =
    connection.prepare(queries.deleteNumerics).run(number, fromUtcMs, until).changes +
    connection.prepare(queries.deleteNumericTail).run(fromUtcMs, toUtcMs, number).changes
  if (isMore) return step(numerics, 0, false)
  const trendRows = eraseTrendRows(connection, number, stretch, ROWS_A_STEP)
  if (trendRows === ROWS_A_STEP) return step(numerics, trendRows, false)
  return step(numerics, trendRows + eraseTrend(connection, channel, stretch), true)
}
