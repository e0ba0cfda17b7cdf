import { describe, expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { openOptions } from '../testing/samples.ts'
import { queries } from './queries.ts'

/** Plans that look like more than they are, each with the reason. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  // Walks the primary key from its end and stops at the first row.
  lastAudit: /^SCAN audit$/,
  // At most a minute of rows, whose order by channel no index gives.
  numericTailInRange: /^USE TEMP B-TREE/,
  // At most a minute of rows, once at each start for each episodic channel.
  lastNumericTail: /^SCAN numeric_tail$|^USE TEMP B-TREE/,
  // A partial index: only the subjects on legal hold.
  oldestBlocks: /^SCAN subject USING (COVERING )?INDEX subject_held$/,
  // The few gaps of one bed and range.
  gapsInRange: /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/,
}

describe('hot queries', () => {
  it('never read a whole table and never sort one', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { connection, reader } = openStoreReader(openOptions(folder))
      for (const [name, sql] of Object.entries(queries)) {
        const values = new Array((sql.match(/\?/g) ?? []).length).fill(0)
        const bad = connection
          .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...values)
          .map((row) => row.detail)
          .filter((line) => /^SCAN (?!CONSTANT)|TEMP B-TREE/.test(line))
          .filter((line) => !ALLOWED[name]?.test(line))
        expect(bad, name).toEqual([])
      }
      reader.close()
      writer.close()
    }))
})
