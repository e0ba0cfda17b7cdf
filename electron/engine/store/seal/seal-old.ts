import { encodeBlock } from '../codec/block.ts'
import { endUtcMs } from '../codec/pieces.ts'
import type { Connection } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { NewChannel, StoredWave } from '../types.ts'
import { dropBlocks } from '../write/drop-blocks.ts'
import { type BlockRow, encodedBlock, openBlock, sealBlock } from './sealed-block.ts'
import {
  isJournalInTheClear,
  type JournalRow,
  openJournal,
  type SubjectWaves,
  sealJournal,
} from './sealed-journal.ts'
import { splitByStays } from './split.ts'
import type { StayBook } from './stay-book.ts'
import { IN_THE_CLEAR, keysOf } from './subject-keys.ts'
import type { Subjects } from './subjects.ts'

type ChannelOf = (channel: number) => NewChannel | undefined

interface ClearStay {
  readonly id: number
  readonly bed: string
  readonly subject: number
  readonly patient: string
  readonly authority: string
  readonly from_utc_ms: number
}

/** Seals who was in which bed, where an earlier release stored it in the clear. */
export function sealOldStays(connection: Connection, subjects: Subjects): void {
  const stays = connection.prepare<[], ClearStay>(wholeTableQueries.allStays).all()
  const clear = stays.filter(({ subject }) => subject === IN_THE_CLEAR)
  if (clear.length === 0) return
  connection.transaction(() => {
    for (const { id, patient, authority, from_utc_ms } of clear) {
      const subject = subjects.ofPatient({ id: patient, authority }, from_utc_ms)
      connection.prepare(queries.sealBinding).run(subject, id)
    }
  })()
}

/** Seals the journal rows of an earlier release, all at once: a minute or so. Inside a transaction of the caller. */
export function sealOldJournal(connection: Connection, stays: StayBook, channelOf: ChannelOf): void {
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalOldest)
  for (const row of rows.all(0, Number.MAX_SAFE_INTEGER)) {
    if (isJournalInTheClear(row.payload)) sealJournalRow(connection, row, stays, channelOf)
  }
}

/** Gives the journal of a stretch the keys of whose it is now. Inside a transaction of the caller; a fold under way begins again. */
export function resealJournal(
  connection: Connection,
  stays: StayBook,
  channelOf: ChannelOf,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): void {
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalInRange)
  for (const row of rows.all(fromUtcMs, toUtcMs)) sealJournalRow(connection, row, stays, channelOf)
}

/** A row of which a part does not open stays as it is: `verify` names it. */
function sealJournalRow(
  connection: Connection,
  row: JournalRow,
  stays: StayBook,
  channelOf: ChannelOf,
): void {
  const keys = keysOf(connection)
  const { parts: opened, whole } = openJournal(keys, row)
  if (!whole) return
  const waves = opened.flatMap((part) => part.waves)
  const parts = waves.flatMap((wave) => split(stays, channelOf(wave.channel), wave))
  connection.prepare(queries.setJournal).run(sealJournal(keys, row, gathered(parts)), row.id)
}

function split(stays: StayBook, channel: NewChannel | undefined, wave: StoredWave): SubjectWaves[] {
  if (channel?.channel.kind !== 'wave') return []
  return splitByStays(stays, channel.bed, channel.channel.rateHz, wave)
}

function gathered(parts: readonly SubjectWaves[]): SubjectWaves[] {
  const bySubject = new Map<number, StoredWave[]>()
  for (const { subject, waves } of parts) {
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), ...waves])
  }
  return [...bySubject].map(([subject, waves]) => ({ subject, waves }))
}

/**
 * Seals a block, of an earlier release or with the key of somebody whose it was before, for whose time it is; split
 * where the patient changed. Inside a transaction of the caller. Out: false where it cannot be read; it then stays as
 * it is, and `verify` names it.
 */
export function sealBlockByStays(
  connection: Connection,
  id: number,
  stays: StayBook,
  channelOf: ChannelOf,
): boolean {
  const row = readable(() => connection.prepare<[number], BlockRow>(queries.blockById).get(id))
  const keys = keysOf(connection)
  const block = row === undefined ? null : openBlock(keys, row)
  const channel = channelOf(row?.channel ?? -1)
  if (row === undefined || block === null || channel === undefined) return false
  const { rateHz } = block
  const parts = gathered(block.pieces.flatMap((piece) => splitByStays(stays, channel.bed, rateHz, piece)))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) {
    if (only.subject === row.subject) return true
    const place = { ...row, subject: only.subject }
    const encoded = encodedBlock(keys, row)
    if (encoded === null) return false
    connection.prepare(queries.sealBlockRow).run(only.subject, sealBlock(keys, place, encoded), id)
    return true
  }
  for (const { subject, waves } of parts) {
    const place = {
      subject,
      channel: row.channel,
      from_utc_ms: Math.min(...waves.map((wave) => wave.startUtcMs)),
      to_utc_ms: Math.max(...waves.map((wave) => endUtcMs(wave, rateHz))),
      samples: waves.reduce((sum, wave) => sum + wave.samples.length, 0),
    }
    const payload = sealBlock(keys, place, encodeBlock(waves, rateHz))
    const { channel, from_utc_ms, to_utc_ms, samples } = place
    connection.prepare(queries.insertBlock).run(channel, from_utc_ms, to_utc_ms, samples, subject, payload)
  }
  dropBlocks(connection, [id])
  return true
}

function readable<T>(body: () => T): T | undefined {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return undefined
  }
}

/** Seals the blocks of earlier releases in short steps between two seconds. */
export class SealBackground {
  readonly #connection: Connection
  readonly #stays: StayBook
  readonly #channelOf: ChannelOf
  #after = 0
  #done = false

  constructor(connection: Connection, stays: StayBook, channelOf: ChannelOf) {
    this.#connection = connection
    this.#stays = stays
    this.#channelOf = channelOf
  }

  /** Works for about `budgetMs`; out: whether there is more to do. */
  step(budgetMs: number): boolean {
    if (this.#done) return false
    const until = performance.now() + budgetMs
    const next = this.#connection.prepare<number[]>(queries.blockIdsOf).pluck()
    this.#connection.transaction(() => {
      do {
        const id = next.get(IN_THE_CLEAR, this.#after, 1)
        this.#done = id === undefined
        if (id === undefined) return
        // One that cannot be read is passed over until the next start.
        sealBlockByStays(this.#connection, Number(id), this.#stays, this.#channelOf)
        this.#after = Number(id)
      } while (performance.now() < until)
    })()
    return !this.#done
  }
}
