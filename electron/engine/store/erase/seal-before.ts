import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { sealBlockByStays, sealOldJournal } from '../seal/seal-old.ts'
import type { BlockRow } from '../seal/sealed-block.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { IN_THE_CLEAR } from '../seal/subject-keys.ts'
import type { NewChannel } from '../types.ts'
import { dropBlocks } from '../write/drop-blocks.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'
import type { ErasedStretch } from './erasures.ts'

/** Channel of a piece of journal that could not be read when it was folded. */
const NO_CHANNEL = -1

/**
 * What earlier releases left in the clear is sealed before an erasure, so that it goes with the key; what cannot be read of
 * it goes as it is. Inside a transaction of the caller.
 */
export function sealBefore(
  connection: Connection,
  stays: StayBook,
  channelOf: (channel: number) => NewChannel | undefined,
  stretches: readonly ErasedStretch[],
): void {
  sealOldJournal(connection, stays, channelOf)
  if (connection.prepare(queries.blockIdsOf).get(IN_THE_CLEAR, 0, 1) === undefined) return
  const blocks = connection.prepare<number[], BlockRow & { readonly id: number }>(queries.blocksInRange)
  const channels = [...connection.prepare('SELECT number FROM channel').pluck().all().map(Number), NO_CHANNEL]
  for (const { bed, fromUtcMs, toUtcMs } of stretches) {
    for (const channel of channels) {
      if (channel !== NO_CHANNEL && channelOf(channel)?.bed !== bed) continue
      for (const { id, subject } of blocks.all(channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs)) {
        if (subject !== IN_THE_CLEAR || sealBlockByStays(connection, id, stays, channelOf)) continue
        dropBlocks(connection, [id])
      }
    }
  }
}
