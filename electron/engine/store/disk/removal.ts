import type { Connection } from '../file/database.ts'
import { ALL_DEVICES } from '../file/ledger.ts'
import { queries } from '../file/queries.ts'
import type { StoredGap } from '../types.ts'
import { dropBlocks } from '../write/drop-blocks.ts'

/** Why full-rate waves were removed: the retention setting, or the disk had no room left. */
export type RemovalReason = 'retention' | 'disk'

const EVIDENCE: Readonly<Record<RemovalReason, string>> = {
  retention: 'Full-rate waves were removed as the retention setting says.',
  disk: 'Full-rate waves were removed to make room on the disk.',
}

/** What one step removed; times are UTC ms. */
export interface Removal {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly blocks: number
  readonly bytes: number
}

/** What may go: the oldest blocks that ended before `beforeUtcMs`, at most `limit` of them. */
export interface RemovalRequest {
  readonly reason: RemovalReason
  readonly beforeUtcMs: number
  readonly nowUtcMs: number
  readonly limit: number
}

interface BlockRow {
  readonly id: number
  readonly channel: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly bytes: number
}

/** End of the oldest block in the order of recording, UTC ms; null where there is none. */
export function oldestBlockEnd(connection: Connection): number | null {
  const row = connection.prepare<[number, number], BlockRow>(queries.oldestBlocks).get(0, 1)
  return row?.to_utc_ms ?? null
}

/** Whether a block that ended then may go. One from the future was recorded under a wrong clock, as the oldest it goes too. */
export function mayGo(toUtcMs: number, { beforeUtcMs, nowUtcMs }: Omit<RemovalRequest, 'reason' | 'limit'>) {
  return toUtcMs < beforeUtcMs || toUtcMs > nowUtcMs
}

/**
 * Removes the oldest blocks that are not on legal hold and says so in the gap
 * ledger: one row a channel, that grows. Numbers, alarms and gaps stay. Runs inside a transaction of the
 * caller. Out: what went, or null when nothing may.
 */
export function removeOldestBlocks(
  connection: Connection,
  request: RemovalRequest,
  bedOf: (channel: number) => string | null,
): Removal | null {
  const oldest = connection.prepare<[number, number], BlockRow>(queries.oldestBlocks).all(0, request.limit)
  const firstKept = oldest.findIndex((row) => !mayGo(row.to_utc_ms, request))
  const gone = firstKept === -1 ? oldest : oldest.slice(0, firstKept)
  if (gone.length === 0) return null
  dropBlocks(
    connection,
    gone.map(({ id }) => id),
  )
  for (const gap of gapsOf(connection, gone, request.reason, bedOf)) {
    const { bed, channel, fromUtcMs, toUtcMs, cause, evidence } = gap
    connection.prepare(queries.saveGap).run(bed, channel, fromUtcMs, toUtcMs, cause, evidence, ALL_DEVICES)
  }
  return {
    fromUtcMs: Math.min(...gone.map((row) => row.from_utc_ms)),
    toUtcMs: Math.max(...gone.map((row) => row.to_utc_ms)),
    blocks: gone.length,
    bytes: gone.reduce((sum, row) => sum + row.bytes, 0),
  }
}

interface Removed {
  readonly first: number | null
  readonly last: number | null
}

function gapsOf(
  connection: Connection,
  gone: readonly BlockRow[],
  reason: RemovalReason,
  bedOf: (channel: number) => string | null,
): StoredGap[] {
  const before = connection.prepare<[string, number], Removed>(queries.removedBefore)
  const gaps = new Map<number, StoredGap>()
  for (const { channel, from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs } of gone) {
    const known = gaps.get(channel)
    if (known !== undefined) {
      gaps.set(channel, { ...known, toUtcMs: Math.max(known.toUtcMs, toUtcMs) })
      continue
    }
    const bed = bedOf(channel)
    if (bed === null) continue
    const { first, last } = before.get(bed, channel) ?? { first: null, last: null }
    gaps.set(channel, {
      bed,
      channel,
      fromUtcMs: Math.min(first ?? fromUtcMs, fromUtcMs),
      toUtcMs: Math.max(last ?? toUtcMs, toUtcMs),
      cause: 'removed',
      evidence: EVIDENCE[reason],
    })
  }
  return [...gaps.values()]
}
