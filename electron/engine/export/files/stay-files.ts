import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { VigilError } from '../../../ipc/contract.ts'
import type { FileFormat } from '../../../ipc/file-export.ts'
import type { StoreReader } from '../../store/types.ts'
import { resolveExport } from '../record-rows.ts'
import { staysIn } from '../stay.ts'
import { edfPieces } from './edf.ts'
import type { OutFile } from './pieces.ts'
import { csvFile, jsonlFiles } from './row-files.ts'
import { vitalPieces } from './vital.ts'
import type { FileSubject, WaveSource } from './wave-source.ts'
import { wfdbFiles } from './wfdb.ts'

/** What to export. Null: every bed, every patient, from the first or to the last of the record. */
export interface FilesRequest {
  readonly format: FileFormat
  readonly bed: string | null
  /** Identifier of a patient, whoever issued it. */
  readonly patient: string | null
  readonly fromUtcMs: number | null
  readonly toUtcMs: number | null
}

/**
 * The stays that a request means, each on its bed and cut to the period: data of one person never shares a file with
 * another's, nor with data of nobody. Throws VigilError `unknownBed`, `unknownPatient` or `nothingRecorded`.
 */
export function requestedStays(reader: StoreReader, request: FilesRequest): WaveSource[] {
  const { beds, period } = resolveExport(reader, request)
  const stays = beds.flatMap((bed) =>
    staysIn(reader, bed, period).map(({ patient, ...stay }): WaveSource => {
      const person = reader.bindings(bed).findLast((row) => row.patient.id === patient?.id)?.person ?? null
      const subject: FileSubject = { patient, person, age: null }
      return { reader, bed, period: stay, subject }
    }),
  )
  if (request.patient === null) return stays
  const own = stays.filter(({ subject }) => subject.patient?.id === request.patient)
  if (own.length > 0) return own
  throw new VigilError(
    'unknownPatient',
    'No patient with this identifier was connected in this period: check the identifier and the period.',
  )
}

/** The files of a stay in a format: whole together or not at all. `note` takes what could not be written. */
export function filesOf(source: WaveSource, format: FileFormat, note: (line: string) => void): OutFile[] {
  const name = fileStem(source)
  switch (format) {
    case 'edf':
      return [{ name: `${name}.edf`, pieces: () => edfPieces(source, note) }]
    case 'wfdb':
      return wfdbFiles(source, name)
    case 'csv':
      return [csvFile(source, name)]
    case 'vital':
      return [{ name: `${name}.vital`, pieces: () => vitalPieces(source) }]
    case 'jsonl':
      return jsonlFiles(source, name)
  }
}

/** Letters, digits and `_` only, as a WFDB record name wants it; names no patient: `b1_20261122T060000Z`. */
function fileStem({ reader, bed, period }: WaveSource): string {
  const stamp = new Date(period.fromUtcMs).toISOString().replace(/[-:]|\.\d+/g, '')
  const plain = bed.replace(/[^A-Za-z0-9_]/g, '_')
  // Two beds whose names differ in a character that no file may have keep two names.
  const mark = plain === bed ? '' : `_${createHash('sha256').update(bed).digest('hex').slice(0, 6)}`
  const simulated = reader.channels(bed).some((row) => row.simulated)
  return `${simulated ? 'SIMULATED_' : ''}${plain}${mark}_${stamp}`
}

/** Throws VigilError `fileMissing` unless a folder is there: none is made, as the mount point of a stick that is not there would fill the system disk. */
export function checkFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  throw new VigilError(
    'fileMissing',
    `The folder ${folder} is not there: plug the stick in or make the folder first.`,
  )
}
