import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { exportFiles } from '../../engine/export/files/export-files.ts'
import type { FilesRequest } from '../../engine/export/files/stay-files.ts'
import type { StoreReader } from '../../engine/store/types.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { CommandIo } from '../io.ts'

const BYTES_PER_MB = 1e6
/** How much is written between two lines about it. */
const TOLD_MB = 50

/**
 * Writes files into a folder; stdout names each that is whole. In: what disguises whom the data are from, or null. Throws
 * VigilError when told to stop, too.
 */
export async function exportToFolder(
  reader: StoreReader,
  request: FilesRequest,
  place: { readonly folder: string; readonly secret: string | null },
  io: CommandIo,
): Promise<void> {
  const steps = exportFiles(reader, request, place.folder, place.secret)
  let toldMb = 0
  try {
    for (;;) {
      // Lets Ctrl-C be heard.
      await setImmediate()
      if (io.stop.aborted) {
        throw new VigilError('internal', 'Stopped: nothing is left of the file that was being written.')
      }
      const step = steps.next()
      const { bytes, names, notes } = step.value
      const megabytes = Math.floor(bytes / BYTES_PER_MB)
      if (megabytes >= toldMb + TOLD_MB) {
        toldMb = megabytes
        io.note(`${megabytes} MB written.`)
      }
      if (step.done !== true) continue
      for (const line of notes) io.note(line)
      for (const name of names) await io.out(`${join(place.folder, name)}\n`)
      return
    }
  } finally {
    steps.return({ bytes: 0, done: 0, of: 0, names: [], notes: [] })
  }
}
