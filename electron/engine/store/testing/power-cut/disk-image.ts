import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DiskOp, LoggedFile } from './disk-log.ts'

/** SQLite makes it anew; it is memory of the processes, not of the record. */
const SHARED_MEMORY = /-shm$/

/** What a disk holds after a power cut. */
export type DiskImage = ReadonlyMap<string, Buffer>

/**
 * One of the disks that a power cut before `ops[cut]` may leave: of each file all up to its last sync and a random
 * choice of the writes since, the last of them torn at a random byte. Names are kept in order (a sync of anything
 * makes those before it last, as on a journaling file system), then as far as chance will.
 */
export function imageAt(ops: readonly DiskOp[], cut: number, random: () => number): DiskImage {
  const lastSync = new Map<LoggedFile | null, number>()
  let lastSyncOfAll = -1
  for (let index = 0; index < cut; index++) {
    const op = ops[index]
    if (op?.kind !== 'sync') continue
    lastSync.set(op.file, index)
    lastSyncOfAll = index
  }
  const share = random()
  const kept = ops.map((op, index) => {
    if (index >= cut || op.kind === 'sync') return false
    if (op.kind === 'write' || op.kind === 'truncate')
      return index < (lastSync.get(op.file) ?? -1) || random() < share
    return index < lastSyncOfAll
  })
  keepSomeNames(ops, kept, lastSyncOfAll + 1, cut, random)
  const isLater = (op: DiskOp, index: number) =>
    op.kind === 'write' && kept[index] === true && index >= (lastSync.get(op.file) ?? -1)
  const torn = ops.findLastIndex(isLater)
  return build(ops, kept, torn, random())
}

/** Of the names made, changed or removed since the last sync the first few, in order. */
function keepSomeNames(
  ops: readonly DiskOp[],
  kept: boolean[],
  from: number,
  cut: number,
  random: () => number,
): void {
  const end = from + Math.floor(random() * (cut - from + 1))
  for (let index = from; index < end; index++) {
    const kind = ops[index]?.kind
    if (kind === 'create' || kind === 'remove' || kind === 'rename') kept[index] = true
  }
}

function build(ops: readonly DiskOp[], kept: readonly boolean[], torn: number, tearAt: number): DiskImage {
  const names = new Map<string, LoggedFile>()
  const contents = new Map<LoggedFile, GrowingFile>()
  const contentOf = (file: LoggedFile) => {
    const content = contents.get(file) ?? new GrowingFile()
    contents.set(file, content)
    return content
  }
  ops.forEach((op, index) => {
    if (!kept[index]) return
    if (op.kind === 'create') names.set(op.name, op.file)
    else if (op.kind === 'remove') names.delete(op.name)
    else if (op.kind === 'rename') {
      const file = names.get(op.name)
      names.delete(op.name)
      if (file !== undefined) names.set(op.to, file)
    } else if (op.kind === 'truncate') contentOf(op.file).truncate(op.length)
    else if (op.kind === 'write') {
      const length = index === torn ? Math.floor(tearAt * op.bytes.length) : op.bytes.length
      contentOf(op.file).write(op.bytes.subarray(0, length), op.offset)
    }
  })
  const files = [...names].filter(([name]) => !SHARED_MEMORY.test(name))
  return new Map(files.map(([name, file]) => [name, contentOf(file).bytes()]))
}

/** A file in memory; what was never written reads as zeros. */
class GrowingFile {
  #buffer = Buffer.alloc(1 << 12)
  #length = 0

  write(bytes: Uint8Array, offset: number): void {
    this.#reserve(offset + bytes.length)
    this.#buffer.set(bytes, offset)
    this.#length = Math.max(this.#length, offset + bytes.length)
  }

  truncate(length: number): void {
    this.#reserve(length)
    if (length < this.#length) this.#buffer.fill(0, length, this.#length)
    this.#length = length
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #reserve(length: number): void {
    if (length <= this.#buffer.length) return
    const larger = Buffer.alloc(Math.max(length, this.#buffer.length * 2))
    larger.set(this.#buffer)
    this.#buffer = larger
  }
}

/** Puts an image into a new folder; files named in `without` stay out. */
export function writeImage(image: DiskImage, folder: string, without: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of image) if (!without.includes(name)) writeFileSync(join(folder, name), bytes)
}
