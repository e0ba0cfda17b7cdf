import { VigilError } from '../../../ipc/contract.ts'
import type { StoreReader } from '../../store/types.ts'
import { disguised } from './disguise.ts'
import { watchErasures } from './erasure-watch.ts'
import { checkFolder, type FilesRequest, filesOf, requestedStays } from './stay-files.ts'
import { writeWholeFiles } from './write-whole.ts'

/** How far an export is. */
export interface ExportProgress {
  /** Written so far. */
  readonly bytes: number
  /** Stays that are done, of so many. */
  readonly done: number
  readonly of: number
  /** Names of the files that are whole, in order. */
  readonly names: readonly string[]
  /** What could not be written, in one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Writes the files of a request into a folder that is there, about a megabyte a step. `secret` (hex digits that only this
 * station knows) disguises who the data are from, always in the same way; null: as they are. A stay without anything of
 * that kind has no file. Throws VigilError `nothingRecorded` where none has, `patientErased` where anything of the request
 * is erased before the last file is whole, and as requestedStays, filesOf and writeWholeFiles. When it fails or is ended early, the files of stays before are whole and stay.
 */
export function* exportFiles(
  reader: StoreReader,
  request: FilesRequest,
  folder: string,
  secret: string | null,
): Generator<ExportProgress, ExportProgress> {
  checkFolder(folder)
  const checkErased = watchErasures(reader)
  const stays = requestedStays(reader, request)
  const names: string[] = []
  const refuseErased = (): void => checkErased(stays, names)
  const notes: string[] = []
  let bytes = 0
  let nothing: unknown = null
  for (const [index, stay] of stays.entries()) {
    const source = secret === null ? stay : disguised(stay, secret)
    const files = filesOf(source, request.format, (line) => notes.push(line))
    try {
      for (const written of writeWholeFiles(folder, files, refuseErased)) {
        bytes += written
        yield { bytes, done: index, of: stays.length, names, notes }
        refuseErased()
      }
      names.push(...files.map(({ name }) => name))
    } catch (error) {
      // What is read of data that goes away may fail in any way.
      refuseErased()
      if (!(error instanceof VigilError && error.code === 'nothingRecorded')) throw error
      nothing = error
    }
  }
  if (names.length === 0 && nothing !== null) throw nothing
  return { bytes, done: stays.length, of: stays.length, names, notes }
}
