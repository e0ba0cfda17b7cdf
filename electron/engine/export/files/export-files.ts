import { VigilError } from '../../../ipc/contract.ts'
import type { StoreReader } from '../../store/types.ts'
import { checkFolder, type FilesRequest, filesOf, requestedStays } from './stay-files.ts'
import { type WriteWatch, writeWholeFiles } from './write-whole.ts'

/** Told while an export goes on. */
export interface ExportWatch extends WriteWatch {
  /** What could not be written, in one sentence. */
  note(line: string): void
  /** A stay is begun: so many of so many were done before. */
  began(done: number, of: number): void
}

/**
 * Writes the files of a request into a folder that is there, stay by stay. Out: their names, in order. A stay without
 * anything of that kind has no file. Throws VigilError `nothingRecorded` where none has, and as requestedStays, filesOf
 * and writeWholeFiles; the files of stays before the failure are whole and stay.
 */
export async function exportFiles(
  reader: StoreReader,
  request: FilesRequest,
  folder: string,
  watch: ExportWatch,
): Promise<string[]> {
  checkFolder(folder)
  const stays = requestedStays(reader, request)
  const names: string[] = []
  let nothing: unknown = null
  for (const [index, stay] of stays.entries()) {
    watch.stop.throwIfAborted()
    watch.began(index, stays.length)
    const files = filesOf(stay, request.format, watch.note)
    try {
      await writeWholeFiles(folder, files, watch)
      names.push(...files.map(({ name }) => name))
    } catch (error) {
      if (!(error instanceof VigilError && error.code === 'nothingRecorded')) throw error
      nothing = error
    }
  }
  if (names.length === 0 && nothing !== null) throw nothing
  return names
}
