import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const SOURCE = join(import.meta.dirname, 'disk-log.c')
const COMPILERS = ['cc', 'gcc', 'g++']
/** Layout of an entry, see disk-log.c. */
const NAME_LENGTH_AT = 1
const INODE_AT = 3
const OFFSET_AT = 11
const LENGTH_AT = 19
const HEAD_BYTES = 27

/** A file of the log, whatever its name was at the time. */
export type LoggedFile = number

/** One thing that a process did to a folder. */
export type DiskOp =
  | { readonly kind: 'create'; readonly name: string; readonly file: LoggedFile }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'write'; readonly file: LoggedFile; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: LoggedFile; readonly length: number }
  /** Null: the folder itself. */
  | { readonly kind: 'sync'; readonly file: LoggedFile | null }

/** Compiles the shim into `folder`. Out: its path, for LD_PRELOAD. Throws where the machine has no C compiler. */
export async function compileShim(folder: string): Promise<string> {
  const library = join(folder, 'disk-log.so')
  const args = ['-x', 'c', '-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl', '-lpthread']
  for (const compiler of COMPILERS) {
    try {
      // A compiler for C++ alone takes C as it is when told so with -x.
      await promisify(execFile)(compiler, args)
      return library
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  throw new Error(`The power cut tests need a C compiler, one of ${COMPILERS.join(', ')}: install gcc.`)
}

/** Environment in which a process logs what it does to `folder` into `log`. */
export function logEnvironment(library: string, folder: string, log: string): NodeJS.ProcessEnv {
  return { ...process.env, LD_PRELOAD: library, VIGIL_LOG_FOLDER: folder, VIGIL_LOG_FILE: log }
}

/** Environment in which the disk of `folder` answers nothing while the file `stall` exists; `stalled` appears when that is first met. */
export function stallEnvironment(
  library: string,
  folder: string,
  files: { readonly stall: string; readonly stalled: string },
): NodeJS.ProcessEnv {
  const { stall, stalled } = files
  return {
    ...process.env,
    LD_PRELOAD: library,
    VIGIL_LOG_FOLDER: folder,
    VIGIL_STALL_FILE: stall,
    VIGIL_STALLED_FILE: stalled,
  }
}

/** Reads a log. Inodes are used again after a removal: files get numbers of their own. */
export function readDiskLog(path: string): DiskOp[] {
  const log = readFileSync(path)
  const ops: DiskOp[] = []
  const byName = new Map<string, LoggedFile>()
  const byInode = new Map<bigint, LoggedFile>()
  let files = 0
  for (let at = 0; at + HEAD_BYTES <= log.length; ) {
    const op = String.fromCharCode(log.readUInt8(at))
    const inode = log.readBigUInt64LE(at + INODE_AT)
    const offset = Number(log.readBigUInt64LE(at + OFFSET_AT))
    const length = Number(log.readBigUInt64LE(at + LENGTH_AT))
    const nameAt = at + HEAD_BYTES
    const bytesAt = nameAt + log.readUInt16LE(at + NAME_LENGTH_AT)
    const name = log.toString('utf8', nameAt, bytesAt)
    const bytes = log.subarray(bytesAt, op === 'w' || op === 'r' ? bytesAt + length : bytesAt)
    at = bytesAt + bytes.length
    const file = byInode.get(inode)
    if (op === 'c') {
      const known = byName.get(name)
      if (known !== undefined && known === file) continue
      byName.set(name, files)
      byInode.set(inode, files)
      ops.push({ kind: 'create', name, file: files++ })
    } else if (op === 'u') {
      byName.delete(name)
      ops.push({ kind: 'remove', name })
    } else if (op === 'r') {
      const to = bytes.toString('utf8')
      const moved = byName.get(name)
      byName.delete(name)
      if (moved !== undefined) byName.set(to, moved)
      ops.push({ kind: 'rename', name, to })
    } else if (op === 's') ops.push({ kind: 'sync', file: file ?? null })
    else if (file === undefined) throw new Error(`"${op}" names a file that the log has not seen created`)
    else if (op === 'w') ops.push({ kind: 'write', file, offset, bytes })
    else ops.push({ kind: 'truncate', file, length })
  }
  return ops
}
