import type { LinkCause } from '../../ipc/views.ts'
import { encodeVcapHeader, encodeVcapRecord, type VcapHeader, type VcapRecord } from '../link/vcap.ts'

/** Of a fast line this is some minutes, of a serial line at 19,200 baud two hours. */
const KEPT_BYTES = 16 * 1024 * 1024
/** A record of a capture file holds no more. */
const PIECE_BYTES = 65_536

interface Kept {
  readonly encoded: Uint8Array
  /** Of them, bytes of the line. */
  readonly payloadBytes: number
}

/**
 * Everything that went over a line, both directions with their times, as the records of a capture file (`.vcap`) in
 * memory. Bounded: the oldest records go first, and are counted.
 */
export class LineTape {
  readonly #keptBytes: number
  #records: Kept[] = []
  /** Records before this one have been dropped. */
  #first = 0
  #size = 0
  #droppedBytes = 0

  /** `keptBytes`: records included. */
  constructor(keptBytes: number = KEPT_BYTES) {
    this.#keptBytes = keptBytes
  }

  /** Bytes of the line that are no longer kept. */
  get droppedBytes(): number {
    return this.#droppedBytes
  }

  /** Takes a piece of the line. `atMs`: since the start. */
  take(kind: 'received' | 'sent', bytes: Uint8Array, atMs: number): void {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const piece = bytes.subarray(from, from + PIECE_BYTES)
      this.#keep({ kind, atMs, bytes: piece }, piece.length)
    }
  }

  opened(atMs: number): void {
    this.#keep({ kind: 'opened', atMs }, 0)
  }

  lost(cause: LinkCause, atMs: number): void {
    this.#keep({ kind: 'lost', atMs, cause }, 0)
  }

  /** The capture file as it stands. */
  file(header: VcapHeader): Uint8Array<ArrayBuffer> {
    const head = encodeVcapHeader(header)
    const whole = new Uint8Array(head.length + this.#size)
    whole.set(head)
    let at = head.length
    for (const { encoded } of this.#records.slice(this.#first)) {
      whole.set(encoded, at)
      at += encoded.length
    }
    return whole
  }

  #keep(record: VcapRecord, payloadBytes: number): void {
    const encoded = encodeVcapRecord(record)
    this.#records.push({ encoded, payloadBytes })
    this.#size += encoded.length
    while (this.#size > this.#keptBytes) this.#drop()
  }

  #drop(): void {
    const oldest = this.#records[this.#first]
    if (oldest === undefined) return
    this.#first++
    this.#size -= oldest.encoded.length
    this.#droppedBytes += oldest.payloadBytes
    // Shifting a long array for each piece would cost more than the piece.
    if (this.#first < this.#records.length / 2) return
    this.#records = this.#records.slice(this.#first)
    this.#first = 0
  }
}
