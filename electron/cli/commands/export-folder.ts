import { join } from 'node:path'
import { exportFiles } from '../../engine/export/files/export-files.ts'
import type { FilesRequest } from '../../engine/export/files/stay-files.ts'
import type { StoreReader } from '../../engine/store/types.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { CommandIo } from '../io.ts'

const BYTES_PER_MB = 1e6
/** How much is written between two lines about it. */
const TOLD_MB = 50

/** Writes files into a folder; stdout names each that is whole. Throws VigilError when told to stop, too. */
export async function exportToFolder(
  reader: StoreReader,
  request: FilesRequest,
  folder: string,
  io: CommandIo,
): Promise<void> {
  let bytes = 0
  let toldMb = 0
  const wrote = (more: number): void => {
    bytes += more
    const megabytes = Math.floor(bytes / BYTES_PER_MB)
    if (megabytes < toldMb + TOLD_MB) return
    toldMb = megabytes
    io.note(`${megabytes} MB written.`)
  }
  const watch = { wrote, stop: io.stop, note: io.note, began: () => undefined }
  try {
    for (const name of await exportFiles(reader, request, folder, watch))
      await io.out(`${join(folder, name)}\n`)
  } catch (error) {
    if (!io.stop.aborted) throw error
    throw new VigilError('internal', 'Stopped: nothing is left of the file that was being written.')
  }
}
