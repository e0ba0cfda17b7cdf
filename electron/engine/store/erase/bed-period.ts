import { VigilError } from '../../../ipc/contract.ts'
import { encodeBlock } from '../codec/block.ts'
import { cutPiece, endUtcMs } from '../codec/pieces.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type BlockRow, openBlock, sealBlock } from '../seal/sealed-block.ts'
import { type JournalRow, journalWithout, openJournal, sealJournal } from '../seal/sealed-journal.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { keysOf } from '../seal/subject-keys.ts'
import type { NewChannel, StoredWave } from '../types.ts'
import { dropBlocks } from '../write/drop-blocks.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'
import { BLOCKS_A_STEP } from './delete-data.ts'
import type { ErasedStretch } from './erasures.ts'

/** A period of a bed in which nobody was connected, and why it is to be erased. There is no identifier to name it by. */
export interface PeriodRequest extends ErasedStretch {
  readonly reason: string
}

/** What of a period belongs to nobody. */
export interface PeriodParts {
  readonly stretches: readonly ErasedStretch[]
  /** Subjects that lie in the period with all of their data: their keys go. */
  readonly whole: readonly number[]
  /** Those that reach beyond it: their data of the period is cut out, their keys stay for the rest. */
  readonly cut: readonly number[]
}

interface Span {
  readonly from_utc_ms: number
  readonly to_utc_ms: number
}

/**
 * Finds what a period of a bed holds of nobody; what was recorded of a patient in it is left to their own erasure. Inside a
 * transaction of the caller. Throws `badRequest` where the record has nothing of the bed, or nothing of nobody.
 */
export function partsOfPeriod(connection: Connection, stays: StayBook, period: ErasedStretch): PeriodParts {
  const { bed, fromUtcMs, toUtcMs } = period
  const covered = connection.prepare<[string], Span>(queries.coverageOf).get(bed)
  if (covered === undefined || covered.to_utc_ms < fromUtcMs || covered.from_utc_ms >= toUtcMs)
    throw new VigilError('badRequest', `The record has nothing of the bed ${bed} in this period.`)
  const digestOf = connection.prepare<[number], { readonly digest: string | null }>(queries.subjectById)
  const own = stays
    .parts(bed, fromUtcMs, toUtcMs)
    .filter(({ subject }) => digestOf.get(subject)?.digest === null)
  if (own.length === 0)
    throw new VigilError(
      'badRequest',
      `Somebody was connected to the bed ${bed} throughout this period: erase them by their identifier.`,
    )
  const reaches = stays.parts(bed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  const isWhole = (subject: number): boolean =>
    reaches.every(
      (part) =>
        part.subject !== subject ||
        (fromUtcMs <= Math.max(part.fromUtcMs, covered.from_utc_ms) &&
          toUtcMs > Math.min(part.toUtcMs - 1, covered.to_utc_ms)),
    )
  const subjects = [...new Set(own.map(({ subject }) => subject))]
  return {
    stretches: own.map((part) => ({ bed, fromUtcMs: part.fromUtcMs, toUtcMs: part.toUtcMs })),
    whole: subjects.filter(isWhole),
    cut: subjects.filter((subject) => !isWhole(subject)),
  }
}

/** What of a wave lies outside a stretch. */
function outside(wave: StoredWave, rateHz: number, { fromUtcMs, toUtcMs }: ErasedStretch): StoredWave[] {
  return [
    cutPiece(wave, rateHz, Number.NEGATIVE_INFINITY, fromUtcMs),
    cutPiece(wave, rateHz, toUtcMs, Number.POSITIVE_INFINITY),
  ].filter((piece) => piece !== null)
}

function samplesIn(waves: readonly StoredWave[]): number {
  return waves.reduce((sum, { samples }) => sum + samples.length, 0)
}

/** Takes a stretch of one subject out of the journal. Inside a transaction of the caller. Out: rows changed or removed. */
export function cutJournal(
  connection: Connection,
  subject: number,
  stretch: ErasedStretch,
  channelOf: (channel: number) => NewChannel | undefined,
): number {
  const keys = keysOf(connection)
  const rows = connection.prepare<[number, number], JournalRow>(queries.journalInRange)
  let changed = 0
  for (const row of rows.all(stretch.fromUtcMs, stretch.toUtcMs)) {
    const others = journalWithout(row.payload, subject)
    if (others === null) continue
    changed++
    const { parts, whole } = openJournal(keys, row)
    const kept = parts.map((part) => ({
      subject: part.subject,
      waves: part.waves.flatMap((wave) => {
        const channel = channelOf(wave.channel)?.channel
        const isOther = part.subject !== subject || channel?.kind !== 'wave'
        return isOther ? [wave] : outside(wave, channel.rateHz, stretch)
      }),
    }))
    // What does not open cannot be cut: the second of the subject goes, that of others stays as it is.
    const payload = whole
      ? sealJournal(
          keys,
          row,
          kept.filter(({ waves }) => waves.length > 0),
        )
      : others
    const isEmpty = whole ? kept.every(({ waves }) => waves.length === 0) : others.length === 0
    if (isEmpty) connection.prepare(queries.deleteJournalRow).run(row.id)
    else connection.prepare(queries.setJournal).run(payload, row.id)
  }
  return changed
}

/**
 * Takes a stretch out of some blocks of subjects whose keys stay; what lies beside it in a block becomes one of its own.
 * Inside a transaction of the caller. Out: blocks changed or removed; 0 when none is left.
 */
export function cutBlocks(
  connection: Connection,
  subjects: readonly number[],
  stretch: ErasedStretch,
  channels: readonly NewChannel[],
): number {
  const inRange = connection.prepare<number[], BlockRow & { readonly id: number }>(queries.blocksInRange)
  let changed = 0
  for (const { bed, number, channel } of channels) {
    if (bed !== stretch.bed || channel.kind !== 'wave') continue
    const to = stretch.toUtcMs
    for (const row of inRange.all(number, stretch.fromUtcMs, to + LONGEST_BLOCK_MS, to)) {
      if (changed === BLOCKS_A_STEP) return changed
      if (subjects.includes(row.subject) && cutBlock(connection, row, channel.rateHz, stretch)) changed++
    }
  }
  return changed
}

/** Out: false where no sample of the block lies in the stretch. One that does not open goes as it is. */
function cutBlock(
  connection: Connection,
  row: BlockRow & { readonly id: number },
  rateHz: number,
  stretch: ErasedStretch,
): boolean {
  const pieces = openBlock(keysOf(connection), row)?.pieces ?? null
  const kept = pieces?.flatMap((piece) => outside(piece, rateHz, stretch)) ?? []
  if (pieces !== null && samplesIn(kept) === samplesIn(pieces)) return false
  dropBlocks(connection, [row.id])
  for (const group of [
    kept.filter((piece) => piece.startUtcMs < stretch.fromUtcMs),
    kept.filter((piece) => piece.startUtcMs >= stretch.fromUtcMs),
  ]) {
    if (group.length > 0) insertBlock(connection, row, group, rateHz)
  }
  return true
}

function insertBlock(
  connection: Connection,
  { subject, channel }: BlockRow,
  pieces: readonly StoredWave[],
  rateHz: number,
): void {
  const place = {
    subject,
    channel,
    from_utc_ms: Math.min(...pieces.map((piece) => piece.startUtcMs)),
    to_utc_ms: Math.max(...pieces.map((piece) => endUtcMs(piece, rateHz))),
    samples: samplesIn(pieces),
  }
  const payload = sealBlock(keysOf(connection), place, encodeBlock(pieces, rateHz))
  connection
    .prepare(queries.insertBlock)
    .run(channel, place.from_utc_ms, place.to_utc_ms, place.samples, subject, payload)
}
