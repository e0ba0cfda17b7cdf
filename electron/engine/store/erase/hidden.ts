import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { ErasedStretch, ErasureFacts } from './erasures.ts'

/** Half open, UTC ms. */
type Stretch = Pick<ErasedStretch, 'fromUtcMs' | 'toUtcMs'>

/**
 * Stretches of a bed whose erasure has begun and has not ended: its rows go in steps, a crash may fall between them, and
 * nobody reads what is left. Throws SQLite errors as they are.
 */
export function hiddenOfBed(connection: Connection, bed: string): Stretch[] {
  return connection
    .prepare<[], string>(wholeTableQueries.erasuresUnderWay)
    .pluck()
    .all()
    .flatMap((text) => {
      // Our own JSON inside the authenticated database.
      const { stretches } = JSON.parse(String(text)) as ErasureFacts
      return stretches.filter((stretch) => stretch.bed === bed)
    })
}

/** The same for the bed of a channel. */
export function hiddenOfChannel(connection: Connection, channel: number): Stretch[] {
  const row = connection.prepare<[number], { readonly bed: string }>(queries.channelByNumber).get(channel)
  return row === undefined ? [] : hiddenOfBed(connection, row.bed)
}

/** Whether a moment, or a stretch of `widthMs` from it on, lies in one of the stretches, be it in part. */
export function isHidden(hidden: readonly Stretch[], atUtcMs: number, widthMs = 1): boolean {
  return hidden.some(({ fromUtcMs, toUtcMs }) => atUtcMs < toUtcMs && atUtcMs + widthMs > fromUtcMs)
}
