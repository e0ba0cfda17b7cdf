import { createWriteStream, type WriteStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { LinkCause } from '../../ipc/views.ts'
import { encodeVcapHeader, encodeVcapRecord, VcapDecoder, type VcapHeader, type VcapRecord } from './vcap.ts'

const PIECE_BYTES = 65_536

/** Writes a capture while it happens. Times are ms since the start of the capture. */
export class VcapWriter {
  readonly #stream: WriteStream
  readonly #failed: Promise<never>
  #bytesWritten = 0

  /** Makes or replaces the file. Failures arrive at `close`. */
  constructor(file: string, header: VcapHeader) {
    this.#stream = createWriteStream(file)
    this.#failed = new Promise((_, reject) => {
      this.#stream.once('error', reject)
    })
    // Told to whoever awaits close; nobody may be waiting yet.
    this.#failed.catch(() => undefined)
    this.#stream.write(encodeVcapHeader(header))
  }

  /** Bytes of the line written so far, both directions. */
  get bytesWritten(): number {
    return this.#bytesWritten
  }

  received(bytes: Uint8Array, atMs: number): void {
    this.#bytes('received', bytes, atMs)
  }

  sent(bytes: Uint8Array, atMs: number): void {
    this.#bytes('sent', bytes, atMs)
  }

  lost(cause: LinkCause, atMs: number): void {
    this.#stream.write(encodeVcapRecord({ kind: 'lost', atMs, cause }))
  }

  opened(atMs: number): void {
    this.#stream.write(encodeVcapRecord({ kind: 'opened', atMs }))
  }

  /** Why nothing more can be written (full disk, no right), or null. */
  get problem(): Error | null {
    return this.#stream.errored
  }

  /** Resolves when everything is in the file; rejects with the system's error (full disk, no right). */
  async close(): Promise<void> {
    if (this.#stream.errored !== null) await this.#failed
    if (this.#stream.closed) return
    const done = new Promise<void>((resolve) => {
      this.#stream.end(() => resolve())
    })
    await Promise.race([done, this.#failed])
  }

  #bytes(kind: 'received' | 'sent', bytes: Uint8Array, atMs: number): void {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const piece = bytes.subarray(from, from + PIECE_BYTES)
      this.#stream.write(encodeVcapRecord({ kind, atMs, bytes: piece }))
    }
    this.#bytesWritten += bytes.length
  }
}

/** Reads a capture from the disk without holding all of it. */
export class VcapReader {
  readonly #file: FileHandle
  readonly #decoder = new VcapDecoder()
  readonly #piece = new Uint8Array(PIECE_BYTES)
  #ended = false

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Null until the first `next`, or when the file is not a capture. */
  get header(): VcapHeader | null {
    return this.#decoder.header
  }

  get damagedBytes(): number {
    return this.#decoder.damagedBytes
  }

  get cutBytes(): number {
    return this.#decoder.cutBytes
  }

  /** The next records (maybe none), or null at the end of the file or when it is not a capture. */
  async next(): Promise<VcapRecord[] | null> {
    if (this.#ended) return null
    const { bytesRead } = await this.#file.read(this.#piece, 0, PIECE_BYTES, null)
    if (bytesRead > 0) {
      const records = this.#decoder.push(this.#piece.subarray(0, bytesRead))
      if (this.#decoder.foreign) this.#ended = true
      return this.#decoder.foreign ? null : records
    }
    this.#ended = true
    return this.#decoder.end()
  }

  async close(): Promise<void> {
    this.#ended = true
    await this.#file.close()
  }
}
