import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'
import { codeOf, isDiskFull } from '../../store/errors.ts'
import type { OutFile, Piece } from './pieces.ts'

/** Bytes written at once. */
const WRITE_BYTES = 0x10_0000
/** Behind the name of a file that is not whole. */
export const PART = '.part'

/** Told while files are written. */
export interface WriteWatch {
  /** Bytes written since the last call. */
  wrote(bytes: number): void
  /** Aborted: what was written is removed and `AbortError` thrown. */
  readonly stop: AbortSignal
}

/**
 * Writes files that belong together into a folder that is there. Each has `.part` behind its name until all are whole and
 * on the disk: what is found under its own name is never a part. A file of that name is replaced. Throws VigilError
 * `diskFull`, `fileMissing` where the folder went away (a stick was pulled) or `fileUnreadable` where it cannot be written,
 * and whatever a file throws; then what was begun is removed or, where that cannot be, is still called `.part`.
 */
export async function writeWholeFiles(
  folder: string,
  files: readonly OutFile[],
  watch: WriteWatch,
): Promise<void> {
  const begun: string[] = []
  try {
    for (const file of files) {
      const path = join(folder, `${file.name}${PART}`)
      const pieces = file.pieces()[Symbol.iterator]()
      // Made before the file, so that a refused export leaves nothing behind.
      const first = pieces.next()
      begun.push(path)
      await using handle = await open(path, 'w')
      await writePieces(handle, first, pieces, watch)
      await handle.sync()
    }
    for (const { name } of files) await rename(join(folder, `${name}${PART}`), join(folder, name))
  } catch (error) {
    for (const path of begun) await rm(path, { force: true }).catch(() => undefined)
    throw writeProblem(folder, error)
  }
}

async function writePieces(
  handle: FileHandle,
  first: IteratorResult<Piece>,
  pieces: Iterator<Piece>,
  watch: WriteWatch,
): Promise<void> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  let end = 0
  const flush = async (): Promise<void> => {
    if (bytes === 0) return
    await handle.write(Buffer.concat(waiting), 0, bytes, end)
    end += bytes
    watch.wrote(bytes)
    waiting = []
    bytes = 0
    watch.stop.throwIfAborted()
  }
  for (let next = first; next.done !== true; next = pieces.next()) {
    const piece = next.value
    if (piece instanceof Uint8Array) {
      waiting.push(piece)
      bytes += piece.length
      if (bytes >= WRITE_BYTES) await flush()
    } else {
      await flush()
      await handle.write(piece.bytes, 0, piece.bytes.length, piece.at)
    }
  }
  await flush()
}

/** Codes of a disk that went away while it was written to. */
const GONE: readonly string[] = ['EIO', 'ENOENT', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN']

/** What a failed write means, in one sentence; what the system did not throw comes back as it is. */
export function writeProblem(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  if (isDiskFull(error)) {
    return new VigilError(
      'diskFull',
      `${folder} is full, so the export is not whole: free some space there or take a larger stick, then export again.`,
    )
  }
  if (GONE.includes(codeOf(error))) {
    return new VigilError(
      'fileMissing',
      `${folder} is not there any more, so the export is not whole: plug the stick in, then export again.`,
    )
  }
  return new VigilError(
    'fileUnreadable',
    `${folder} cannot be written (${codeOf(error)}): give this user the right to write there or choose another folder.`,
  )
}
