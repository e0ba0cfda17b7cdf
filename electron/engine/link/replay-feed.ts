import { type FileHandle, open } from 'node:fs/promises'
import { VigilError } from '../../ipc/contract.ts'
import { looksLikeVcap, type VcapRecord } from './vcap.ts'
import { VcapReader } from './vcap-file.ts'

/** Records of a file in time order, a few at a time; null at its end. */
export interface ReplayFeed {
  /** Whether each record is one whole datagram. */
  readonly kind: 'stream' | 'datagram'
  next(): Promise<readonly VcapRecord[] | null>
  close(): Promise<void>
}

const MAGIC_BYTES = 8
/** Raw files carry no times: this much line time goes into one record. */
const RAW_PIECE_MS = 50
const MS_PER_SECOND = 1_000

class RawFeed implements ReplayFeed {
  readonly kind = 'stream'
  readonly #file: FileHandle
  readonly #piece: Uint8Array
  #atMs = 0

  constructor(file: FileHandle, bytesPerSecond: number) {
    this.#file = file
    this.#piece = new Uint8Array(Math.max(1, Math.round((bytesPerSecond * RAW_PIECE_MS) / MS_PER_SECOND)))
  }

  async next(): Promise<readonly VcapRecord[] | null> {
    const { bytesRead } = await this.#file.read(this.#piece, 0, this.#piece.length, null)
    if (bytesRead === 0) return null
    this.#atMs += (RAW_PIECE_MS * bytesRead) / this.#piece.length
    return [{ kind: 'received', atMs: this.#atMs, bytes: this.#piece.slice(0, bytesRead) }]
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/**
 * Opens a capture file, or the bare bytes of a line, which then come at the
 * line's own rate. Rejects with the system's error, or VigilError
 * fileUnreadable when the file calls itself a capture and is none.
 */
export async function openFeed(path: string, bytesPerSecond: number): Promise<ReplayFeed> {
  const file = await open(path, 'r')
  try {
    const magic = new Uint8Array(MAGIC_BYTES)
    const { bytesRead } = await file.read(magic, 0, MAGIC_BYTES, 0)
    if (!looksLikeVcap(magic.subarray(0, bytesRead))) {
      // Reading at a position leaves the file's own position at its start.
      return new RawFeed(file, bytesPerSecond)
    }
    const reader = new VcapReader(file)
    const first = await reader.next()
    if (first === null)
      throw new VigilError('fileUnreadable', 'its first bytes are damaged or of a newer version')
    let waiting: readonly VcapRecord[] | null = first
    return {
      kind: reader.header?.datagrams === true ? 'datagram' : 'stream',
      async next() {
        const records = waiting ?? (await reader.next())
        waiting = null
        return records
      },
      close: () => reader.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}
