import type { ErasedCounts, ErasureProof } from '../../../ipc/erasure.ts'
import { type BackupRow, readBackups } from '../backup/backups.ts'
import type { Connection } from '../file/database.ts'
import { isDiskFull } from '../file/errors.ts'
import { keyIdOf } from '../file/keys.ts'
import { checkpoint } from '../file/log.ts'
import { wholeTableQueries } from '../file/queries.ts'
import { type ChannelColumns, channelOf } from '../file/rows.ts'
import { EMPTIED_ACTION } from '../tables/audit.ts'
import type { AuditEntry, By } from '../types.ts'
import { cutBlocks } from './bed-period.ts'
import { emptyLog, rebuildFile, shrinkStep } from './clear-file.ts'
import { eraseBlocks, eraseSomeOfChannel, eraseWords } from './delete-data.ts'
import { aboutOf } from './eraser.ts'
import {
  type ErasureFacts,
  type ErasureRow,
  mayHold,
  NOTHING_ERASED,
  readErasures,
  saveErasure,
} from './erasures.ts'
import { leaveErasureNote, noteOfErasure } from './notes.ts'
import { emptyOldAudit } from './old-audit.ts'
import { beginSearch, type ErasureSearch, proofOf } from './proof.ts'

/** How a step ended: `waiting` while somebody reads the log that is to be emptied. */
export type EraserState = 'more' | 'waiting' | 'done'

/** After so many steps the log moves into the database: all at once at the end would hold up the seconds of that time. */
const STEPS_A_CHECKPOINT = 8

/** What a step removed, and how far it came. */
interface Erased extends Pick<Partial<ErasureFacts>, 'stretchesDone' | 'wordsDone' | 'channelsDone'> {
  readonly erased: Partial<ErasedCounts>
}

/** What carrying out uses of the writer. */
export interface ErasingParts {
  readonly connection: Connection
  readonly folder: string
  readonly recordKeyHex: string
  audit(entry: AuditEntry): unknown
}

/**
 * Carries out erasures that have begun, in short steps between seconds: rows go, the log is emptied, the file rebuilt, and
 * the result searched.
 */
export class Erasing {
  readonly #parts: ErasingParts
  /** Whether the file is without free room; null until that was tried. */
  #isRebuilt: boolean | null = null
  #search: ErasureSearch | null = null
  #steps = 0

  constructor(parts: ErasingParts) {
    this.#parts = parts
  }

  /** A backup that was begun before an erasure may be told of after it: it gets the note too. */
  noteIn(backup: BackupRow): void {
    for (const row of readErasures(this.#parts.connection)) {
      if (mayHold(row, backup))
        leaveErasureNote(backup.folder, keyIdOf(this.#parts.recordKeyHex), noteOfErasure(row))
    }
  }

  /** The oldest erasure that is not finished, or null. */
  pending(): ErasureRow | null {
    return readErasures(this.#parts.connection).find(({ done }) => !done) ?? null
  }

  /** One step of the oldest erasure that is not finished. Throws SQLite errors; a later step goes on where this one was. */
  step(by: By): EraserState {
    const row = this.pending()
    if (row === null) return 'done'
    if (this.#search === null) {
      if (++this.#steps % STEPS_A_CHECKPOINT === 0) checkpoint(this.#parts.connection)
      if (this.#eraseSome(row) || this.#emptyAudit(row, by)) return 'more'
      const cleared = this.#clear(row.facts)
      if (cleared !== 'done') return cleared
      this.#search = beginSearch(this.#parts.connection, row.facts, this.#parts.recordKeyHex, true)
    }
    const step = this.#search.next()
    if (step.done !== true) return 'more'
    const rebuilt = this.#isRebuilt === true
    this.#search = null
    this.#isRebuilt = null
    this.#finish(row, by, { atUtcMs: by.atUtcMs, logEmptied: true, rebuilt }, step.value)
    return 'more'
  }

  /** Takes the free room out of file and log. Cut data is not gone with it: the key to what free room had held stays. */
  #clear({ cut = [] }: ErasureFacts): EraserState {
    const { connection, folder } = this.#parts
    if (this.#isRebuilt === null) {
      if (!emptyLog(connection, folder)) return 'waiting'
      this.#isRebuilt = this.#rebuild()
    }
    if (!this.#isRebuilt && cut.length === 0) {
      const shrunk = shrinkStep(connection)
      if (shrunk === 'more') return 'more'
      this.#isRebuilt = shrunk === 'done'
    }
    return emptyLog(connection, folder) ? 'done' : 'waiting'
  }

  #rebuild(): boolean {
    try {
      return rebuildFile(this.#parts.connection, this.#parts.folder)
    } catch (error) {
      if (isDiskFull(error)) return false
      throw error
    }
  }

  /** Removes some of what is left and notes it in the same transaction. Out: false when nothing is left. */
  #eraseSome(row: ErasureRow): boolean {
    const { connection } = this.#parts
    return connection.transaction(() => {
      const done = this.#eraseNext(row.facts)
      if (done === null) return false
      const { erased, ...facts } = done
      saveErasure(connection, {
        ...row,
        facts: { ...row.facts, ...facts, erased: addCounts(row.facts.erased, erased) },
      })
      return true
    })()
  }

  /** What is in words goes first, as nothing else hides it; then blocks, whose key is gone; then numbers and trends. */
  #eraseNext(facts: ErasureFacts): Erased | null {
    const { connection } = this.#parts
    const { stretches, stretchesDone, wordsDone = stretchesDone, channelsDone = 0 } = facts
    const told = stretches[wordsDone]
    if (told !== undefined) return { erased: eraseWords(connection, told), wordsDone: wordsDone + 1 }
    for (const subject of facts.subjects) {
      const blocks = eraseBlocks(connection, subject)
      if (blocks > 0) return { erased: { blocks } }
    }
    const stretch = stretches[stretchesDone]
    if (stretch === undefined) return null
    const channels = connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all().map(channelOf)
    const blocks = channelsDone > 0 ? 0 : cutBlocks(connection, facts.cut ?? [], stretch, channels)
    if (blocks > 0) return { erased: { blocks } }
    const channel = channels.filter(({ bed }) => bed === stretch.bed)[channelsDone]
    if (channel === undefined) return { erased: {}, stretchesDone: stretchesDone + 1, channelsDone: 0 }
    const { erased, isLast } = eraseSomeOfChannel(connection, channel, stretch)
    return { erased, channelsDone: channelsDone + (isLast ? 1 : 0) }
  }

  /** Empties what earlier releases wrote into the audit and says there which rows. Out: false when that was done before. */
  #emptyAudit(row: ErasureRow, by: By): boolean {
    const { connection, recordKeyHex } = this.#parts
    const { facts } = row
    if (facts.emptiedAudit !== undefined) return false
    return connection.transaction(() => {
      const emptiedAudit = emptyOldAudit(connection, facts, recordKeyHex)
      saveErasure(connection, { ...row, facts: { ...facts, emptiedAudit } })
      if (emptiedAudit.length > 0) {
        const after = JSON.stringify({ rows: emptiedAudit })
        this.#parts.audit({ ...by, action: EMPTIED_ACTION, object: row.id, before: null, after })
      }
      return true
    })()
  }

  #finish(
    row: ErasureRow,
    by: By,
    ...result: [Parameters<typeof proofOf>[1], Parameters<typeof proofOf>[2]]
  ): void {
    const { connection, recordKeyHex } = this.#parts
    const proof = proofOf(row.facts, ...result)
    const notedIn = readBackups(connection)
      .filter((backup) => mayHold(row, backup))
      .map(({ folder }) => folder)
      .filter((folder) => leaveErasureNote(folder, keyIdOf(recordKeyHex), noteOfErasure(row)))
    // Kept for the search in a file that is written anew, see proveAgain.
    const prints = isWhole(proof) ? [] : row.facts.prints
    connection.transaction(() => {
      saveErasure(connection, { ...row, done: true, facts: { ...row.facts, prints, proof, notedIn } })
      const after = JSON.stringify({ ...row.facts.erased, proof })
      const action = `${aboutOf(row.facts)}.erased`
      this.#parts.audit({ ...by, action, object: row.id, before: null, after })
    })()
  }

  /** The file was written anew (rebuild-record.ts): searches it for what was erased when it could not be. Throws SQLite errors. */
  proveAgain(by: By): void {
    const { connection, folder, recordKeyHex } = this.#parts
    for (const row of readErasures(connection)) {
      const { proof, prints, cut = [] } = row.facts
      if (!row.done || proof === null || isWhole(proof) || prints.length + cut.length === 0) continue
      const cleared = { atUtcMs: by.atUtcMs, logEmptied: emptyLog(connection, folder), rebuilt: true }
      const search = beginSearch(connection, row.facts, recordKeyHex, false)
      for (let step = search.next(); ; step = search.next()) {
        if (step.done !== true) continue
        this.#finish(row, by, cleared, step.value)
        break
      }
    }
  }
}

/** Whether nothing more can be found out of an erasure: no free room, and each page was searched. */
function isWhole({ rebuilt, searched }: ErasureProof): boolean {
  return rebuilt && searched === 'pages'
}

/** An erasure that an earlier release began counted less. */
function addCounts(counted: Partial<ErasedCounts>, more: Partial<ErasedCounts>): ErasedCounts {
  const sum = { ...NOTHING_ERASED, ...counted }
  const names = Object.keys(sum) as (keyof ErasedCounts)[]
  return { ...sum, ...Object.fromEntries(names.map((name) => [name, sum[name] + (more[name] ?? 0)])) }
}
