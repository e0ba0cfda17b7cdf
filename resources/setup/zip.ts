import { closeSync, mkdirSync, openSync, readSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { inflateRawSync } from 'node:zlib'

/** One file of a ZIP archive, as its central directory describes it (APPNOTE 4.3.12). */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly compressedBytes: number
  readonly headerAt: number
  /** Unix mode, 0 where the archive was made elsewhere. */
  readonly mode: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_HEADER_BYTES = 30
const END_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff
const DEFLATED = 8
const FILE_TYPE_MASK = 0o170000
const SYMLINK_TYPE = 0o120000
const PERMISSION_MASK = 0o777

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const got = readSync(handle, bytes, 0, length, position)
  if (got !== length) throw new TypeError("'file' is not a whole ZIP archive: it ends too early.")
  return bytes
}

/** Lists an archive. In: an open file and its size in bytes. Throws TypeError if it is not a ZIP archive. */
function listZip(handle: number, sizeBytes: number): ZipEntry[] {
  const tailBytes = Math.min(sizeBytes, END_BYTES + MAX_COMMENT_BYTES)
  const tail = readAt(handle, sizeBytes - tailBytes, tailBytes)
  let end = tail.length - END_BYTES
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end--
  if (end < 0) throw new TypeError("'file' is not a ZIP archive: it has no central directory.")
  const directory = readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries: ZipEntry[] = []
  for (let at = 0; at < directory.length && directory.readUInt32LE(at) === ENTRY_SIGNATURE; ) {
    const nameBytes = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    })
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

function contentOf(handle: number, entry: ZipEntry): Buffer {
  const header = readAt(handle, entry.headerAt, LOCAL_HEADER_BYTES)
  const dataAt = entry.headerAt + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  const bytes = readAt(handle, dataAt, entry.compressedBytes)
  return entry.method === DEFLATED ? inflateRawSync(bytes) : bytes
}

/**
 * Unpacks an archive. In: the file, the folder to fill, and a function that gives each
 * entry's path in that folder or null to leave it out. Symbolic links and permissions
 * are kept. Throws TypeError for a path that points outside the folder.
 */
export function unzip(file: string, folder: string, place: (name: string) => string | null): void {
  const handle = openSync(file, 'r')
  try {
    for (const entry of listZip(handle, statSync(file).size)) {
      const path = entry.name.endsWith('/') ? null : place(entry.name)
      if (path === null) continue
      const target = normalize(join(folder, path))
      if (!target.startsWith(normalize(folder) + sep)) {
        throw new TypeError(`'file' holds a path that leaves its folder: ${entry.name}.`)
      }
      mkdirSync(dirname(target), { recursive: true })
      const content = contentOf(handle, entry)
      if ((entry.mode & FILE_TYPE_MASK) === SYMLINK_TYPE) symlinkSync(content.toString('utf8'), target)
      else writeFileSync(target, content, { mode: entry.mode & PERMISSION_MASK || 0o644 })
    }
  } finally {
    closeSync(handle)
  }
}
