import { statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { exportCsv } from '../../engine/export/csv.ts'
import { exportHl7, type Hl7Origin } from '../../engine/export/hl7.ts'
import { exportJson } from '../../engine/export/json.ts'
import type { ExportRequest } from '../../engine/export/record-rows.ts'
import { exportWavesJson } from '../../engine/export/waves-json.ts'
import { SalvageReader } from '../../engine/store/check/salvage-reader.ts'
import { isDamage, toVigilError } from '../../engine/store/file/errors.ts'
import { pathsToRead } from '../../engine/store/file/paths.ts'
import { readStationFile } from '../../engine/store/file/station-file.ts'
import { openStoreReader } from '../../engine/store/open/open.ts'
import type { StoreReader } from '../../engine/store/types.ts'
import type { FileFormat } from '../../ipc/file-export.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { type ParsedOptions, UsageError } from '../options.ts'
import { parseTime } from '../values.ts'
import { exportToFolder } from './export-folder.ts'

/** Makes the text of one format, piece by piece; `note` takes warnings. */
type Exporter = (
  reader: StoreReader,
  request: ExportRequest,
  origin: Hl7Origin,
  note: (line: string) => void,
) => Iterable<string>

const EXPORTERS: Readonly<Record<string, Exporter>> = { csv: exportCsv, json: exportJson, hl7: exportHl7 }
const LATER: readonly string[] = ['fhir']
/** Always written as files of their own for each stay. */
const FOLDER_FORMATS: readonly string[] = ['edf', 'wfdb', 'vital', 'jsonl']
const WRITE_CHARACTERS = 0x1_0000

/** `vigil export`: the record as a file that other programs read. */
export const exportCommand: Command = {
  syntax: {
    name: 'export',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      format: { kind: 'text', required: true, value: 'csv|json|hl7|edf|wfdb|vital|jsonl' },
      waves: { kind: 'flag' },
      bed: { kind: 'text', value: 'ID' },
      patient: { kind: 'text', value: 'ID' },
      deidentify: { kind: 'flag' },
      from: { kind: 'text', value: 'TIME' },
      to: { kind: 'text', value: 'TIME' },
      out: { kind: 'text', required: true, value: 'PATH' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about:
    'Writes recorded numbers (CSV, JSON lines, HL7) or waves (JSON lines) to a file, or into a folder files of its own for each stay (EDF+, WFDB, .vital, CSV, JSON lines); exit 3 for a damaged record.',
  async run(options, io) {
    const write = writerFor(options)
    const dataDir = options.required('data')
    const opened = openStoreReader({ dataDir, keyFile: options.text('key-file') ?? null, key: null })
    const reader = new SalvageReader(opened.connection, opened.folder)
    try {
      await write(reader, io, opened.key.hex)
    } catch (error) {
      // Nothing comes of a record whose schema is damaged.
      throw isDamage(error) ? toVigilError(error, dataDir) : error
    } finally {
      reader.close()
    }
    if (reader.lost.length === 0) return EXIT.done
    io.note(
      `The record is damaged: of ${reader.lost.join(', ')} only what can be read was written. "vigil verify" says more.`,
    )
    return EXIT.damageFound
  },
}

/** Writes what was asked for. Throws UsageError for options that go together with nothing. */
function writerFor(
  options: ParsedOptions,
): (reader: StoreReader, io: CommandIo, keyHex: string) => Promise<void> {
  const [format, out, patient] = [
    options.required('format'),
    options.required('out'),
    options.text('patient'),
  ]
  const request = requestFrom(options)
  if (FOLDER_FORMATS.includes(format) || (format === 'csv' && isFolder(out))) {
    if (options.flag('waves')) throw new UsageError('Waves are always in these files: leave --waves out')
    const files = { ...request, patient: patient ?? null, format: format as FileFormat }
    return (reader, io, keyHex) => {
      const secret = options.flag('deidentify') ? keyHex : null
      return exportToFolder(reader, files, { folder: out, secret }, io)
    }
  }
  const exporter = exporterFor(format, options.flag('waves'))
  if (patient !== undefined || options.flag('deidentify')) {
    throw new UsageError(
      'One patient, and data without who it is from, are written into a folder: use --format edf, wfdb, vital, jsonl or csv and --out with a folder',
    )
  }
  const station = stationOf(options.required('data'))
  return (reader, io) =>
    writeWhole(out, exporter(reader, request, { station, madeUtcMs: Date.now() }, io.note))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function exporterFor(format: string, waves: boolean): Exporter {
  if (waves && format === 'json') return exportWavesJson
  if (waves) throw new UsageError('Waves are written as JSON lines only: use --format json --waves')
  const exporter = Object.hasOwn(EXPORTERS, format) ? EXPORTERS[format] : undefined
  if (exporter !== undefined) return exporter
  const built = [...Object.keys(EXPORTERS), ...FOLDER_FORMATS].join(', ')
  if (LATER.includes(format))
    throw new UsageError(`Export as ${format} is not built yet: use one of ${built}`)
  throw new UsageError(`There is no export format "${format}": use one of ${built}`)
}

function requestFrom(options: ParsedOptions): ExportRequest {
  const [fromUtcMs = null, toUtcMs = null] = ['from', 'to'].map((name) => {
    const text = options.text(name)
    return text === undefined ? null : parseTime(name, text)
  })
  if (fromUtcMs !== null && toUtcMs !== null && toUtcMs <= fromUtcMs) {
    throw new UsageError(
      'The period is empty: give a time after --to that is later than the one after --from',
    )
  }
  return { bed: options.text('bed') ?? null, fromUtcMs, toUtcMs }
}

/** Name of the station that recorded; a damaged station.json is no reason to refuse an export. */
function stationOf(dataDir: string): string {
  const file = readStationFile(pathsToRead(dataDir))
  return file === null || file === 'damaged' ? 'vigil' : file.station
}

/** Writes beside the file and renames at the end, so that half an export never looks like a whole one. */
async function writeWhole(path: string, pieces: Iterable<string>): Promise<void> {
  const partPath = `${path}.part`
  try {
    await writePieces(partPath, pieces)
    await rename(partPath, path)
  } catch (error) {
    await rm(partPath, { force: true })
    // The sentence is about the file that was asked for.
    if (error instanceof Error && 'path' in error) Object.assign(error, { path })
    throw error
  }
}

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  let text = ''
  // The first piece is made before the file, so that a refused export leaves nothing behind.
  const iterator = pieces[Symbol.iterator]()
  let next = iterator.next()
  await using file = await open(path, 'w')
  for (; next.done !== true; next = iterator.next()) {
    text += next.value
    if (text.length < WRITE_CHARACTERS) continue
    await file.writeFile(text)
    text = ''
  }
  await file.writeFile(text)
  await file.sync()
}
