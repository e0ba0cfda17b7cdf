import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'

/**
 * Removes blocks on purpose and lists their numbers, so that `verify` can tell them from
 * lost ones. Inside a transaction of the caller. In: numbers, in order.
 */
export function dropBlocks(connection: Connection, ids: readonly number[]): void {
  const drop = connection.prepare(queries.deleteBlock)
  const extend = connection.prepare(queries.extendGone)
  const begin = connection.prepare(queries.insertGone)
  for (const id of ids) {
    drop.run(id)
    if (extend.run(id, id - 1).changes === 0) begin.run(id, id)
  }
}
