import { VigilError } from '../../../ipc/contract.ts'
import type { Connection } from '../file/database.ts'
import { wholeTableQueries } from '../file/queries.ts'
import type { BindingColumns } from '../file/rows.ts'
import { openStoreReader } from '../open/open.ts'
import { patientDigest } from '../seal/digest.ts'
import { IN_THE_CLEAR } from '../seal/subject-keys.ts'
import { readErasures } from './erasures.ts'
import { type ErasureNote, noteOfErasure, readErasureNotes, writeErasureNote } from './notes.ts'

/** A restored copy, with the file that holds its key. */
interface Copy {
  readonly folder: string
  readonly keyFile: string
}

/** Where erasures are looked for. */
export interface ErasureSources {
  /** The folder that was copied: notes may lie in it. It is not opened, as nothing in it may change. */
  readonly source: string
  /** Data folders, or later copies, whose records are asked. */
  readonly records: readonly string[]
}

/** Throws `patientErased` if the copy holds anybody who was erased after it was made. */
export function refuseErased(copy: Copy, keyHex: string, from: ErasureSources): void {
  const held = heldAgain(copy, keyHex, from)
  if (held.length === 0) return
  const patients = held.filter(({ digest }) => digest !== null).length
  const who =
    patients === 0 ? 'data that was' : patients === 1 ? 'a patient who was' : `${patients} patients who were`
  throw new VigilError(
    'patientErased',
    `This copy holds ${who} erased after it was made: restore it with --erase-again, which erases it from the copy at once, or with --bring-back-erased if it is to come back.`,
  )
}

/** Leaves notes in the copy, so that its first opening erases them again. */
export function noteErasedAgain(copy: Copy, keyHex: string, from: ErasureSources): void {
  for (const note of heldAgain(copy, keyHex, from)) writeErasureNote(copy.folder, note)
}

/** The erasures that are known of and the copy does not know, of patients it holds from before them. */
function heldAgain({ folder, keyFile }: Copy, keyHex: string, from: ErasureSources): ErasureNote[] {
  const told = from.records.flatMap((record) => erasuresIn(record, keyHex))
  const notes = new Map([...readErasureNotes(from.source), ...told].map((note) => [note.id, note]))
  const { reader, connection } = openStoreReader({ dataDir: folder, keyFile, key: null })
  try {
    for (const { id } of readErasures(connection)) notes.delete(id)
    const since = sinceByDigest(connection, keyHex)
    const covered = readCoverage(connection)
    return [...notes.values()].filter(({ digest, atUtcMs, period }) =>
      period === undefined
        ? digest !== null && (since.get(digest) ?? Number.POSITIVE_INFINITY) < atUtcMs
        : covered.some(
            ({ bed, from_utc_ms, to_utc_ms }) =>
              bed === period.bed && from_utc_ms < period.toUtcMs && to_utc_ms >= period.fromUtcMs,
          ),
    )
  } finally {
    reader.close()
  }
}

/** Of a data folder: the notes in it, and what its record says. Throws what opening it throws. */
function erasuresIn(folder: string, keyHex: string): ErasureNote[] {
  const key = { hex: keyHex, place: 'key file' } as const
  const { reader, connection } = openStoreReader({ dataDir: folder, keyFile: null, key })
  try {
    const known = readErasures(connection).map(noteOfErasure)
    return [...readErasureNotes(folder), ...known]
  } finally {
    reader.close()
  }
}

interface Covered {
  readonly bed: string
  readonly from_utc_ms: number
  readonly to_utc_ms: number
}

function readCoverage(connection: Connection): Covered[] {
  return connection.prepare<[], Covered>(wholeTableQueries.allCoverage).all()
}

/** Since when the copy holds whom: by sealed subjects, and by stays of an earlier release in the clear. */
function sinceByDigest(connection: Connection, keyHex: string): Map<string, number> {
  interface Row {
    readonly digest: string | null
    readonly from_utc_ms: number
  }
  const since = new Map<string, number>()
  const add = (digest: string, fromUtcMs: number): void => {
    since.set(digest, Math.min(fromUtcMs, since.get(digest) ?? fromUtcMs))
  }
  for (const { digest, from_utc_ms } of connection.prepare<[], Row>(wholeTableQueries.subjects).all()) {
    if (digest !== null) add(digest, from_utc_ms)
  }
  for (const stay of connection.prepare<[], BindingColumns>(wholeTableQueries.allStays).all()) {
    if (stay.subject !== IN_THE_CLEAR) continue
    add(patientDigest(keyHex, { id: stay.patient, authority: stay.authority }), stay.from_utc_ms)
  }
  return since
}
