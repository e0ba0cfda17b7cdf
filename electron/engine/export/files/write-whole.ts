import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'
import { codeOf, isDiskFull } from '../../store/file/errors.ts'
import type { OutFile } from './pieces.ts'

/** Bytes written at once. */
const WRITE_BYTES = 0x10_0000
/** Behind the name of a file that is not whole. */
export const PART = '.part'

/**
 * Writes files that belong together into a folder that is there, about a megabyte a step; each step gives the bytes that
 * were written. Each file has `.part` behind its name until all are whole and on the disk: what is found under its own name
 * is never a part. A file of that name is replaced. Throws VigilError `diskFull`, `fileMissing` where the folder went away
 * (a stick was pulled) or `fileUnreadable` where it cannot be written, and whatever a file or `beforeWhole` throws, which is
 * called when only the names are left to be given. Then, and where it is ended early, what was begun is removed or, where that cannot be, is still called `.part`.
 */
export function* writeWholeFiles(
  folder: string,
  files: readonly OutFile[],
  beforeWhole: () => void = () => {},
): Generator<number, void> {
  const begun: string[] = []
  let isWhole = false
  try {
    for (const file of files) yield* writePart(folder, file, begun)
    beforeWhole()
    for (const { name } of files) renameSync(join(folder, `${name}${PART}`), join(folder, name))
    isWhole = true
  } catch (error) {
    throw writeProblem(folder, error)
  } finally {
    if (!isWhole) for (const path of begun) remove(path)
  }
}

function* writePart(folder: string, file: OutFile, begun: string[]): Generator<number, void> {
  const path = join(folder, `${file.name}${PART}`)
  const pieces = file.pieces()[Symbol.iterator]()
  // Made before the file, so that a refused export leaves nothing behind.
  let next = pieces.next()
  begun.push(path)
  const handle = openSync(path, 'w')
  let [waiting, bytes, end]: [Uint8Array[], number, number] = [[], 0, 0]
  const flush = (): number => {
    writeAll(handle, Buffer.concat(waiting), end)
    const written = bytes
    end += written
    ;[waiting, bytes] = [[], 0]
    return written
  }
  try {
    for (; next.done !== true; next = pieces.next()) {
      const piece = next.value
      if (piece instanceof Uint8Array) {
        waiting.push(piece)
        bytes += piece.length
        if (bytes >= WRITE_BYTES) yield flush()
      } else {
        yield flush()
        writeAll(handle, piece.bytes, piece.at)
      }
    }
    yield flush()
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The system may take less at once than it is given. */
function writeAll(handle: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(handle, bytes, done, bytes.length - done, at + done)
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // On a stick that is gone nothing can be removed; the name says that it is a part.
  }
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
