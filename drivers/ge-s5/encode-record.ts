import { HEADER } from './codes.ts'
import { frameRecord } from './record.ts'

const END_OF_LIST = HEADER.descriptorEnd
const OFFSET_BYTES = 2
const MS_PER_SECOND = 1000

/** What the header of a record says about its sender and moment. */
export interface Envelope {
  readonly number: number
  readonly level: number
  readonly utcMs: number
  readonly mainType: number
}

/** Builds one record of the monitor, subrecord by subrecord, in a buffer of the largest size. */
export class RecordBuilder {
  readonly view = new DataView(new ArrayBuffer(HEADER.size + HEADER.dataMax))
  #length = HEADER.size
  #subrecords = 0

  constructor(envelope: Envelope) {
    this.view.setUint8(HEADER.number, envelope.number)
    this.view.setUint8(HEADER.level, envelope.level)
    this.view.setUint32(HEADER.time, Math.floor(envelope.utcMs / MS_PER_SECOND), true)
    this.view.setInt16(HEADER.mainType, envelope.mainType, true)
  }

  /** Whether a further subrecord of this size still fits. */
  fits(bytes: number): boolean {
    return this.#subrecords < HEADER.descriptorCount && this.#length + bytes <= this.view.byteLength
  }

  /** Opens a subrecord. In: its type and size. Out: where it starts in `view`. */
  add(type: number, bytes: number): number {
    const start = this.#length
    const descriptor = HEADER.descriptors + this.#subrecords * HEADER.descriptorSize
    this.view.setInt16(descriptor, start - HEADER.size, true)
    this.view.setUint8(descriptor + OFFSET_BYTES, type)
    this.#subrecords++
    this.#length += bytes
    return start
  }

  /** The record for the wire: length set, list closed, summed, stuffed, between flags. */
  finish(): Uint8Array {
    this.view.setInt16(HEADER.length, this.#length, true)
    if (this.#subrecords < HEADER.descriptorCount) {
      const descriptor = HEADER.descriptors + this.#subrecords * HEADER.descriptorSize
      this.view.setUint8(descriptor + OFFSET_BYTES, END_OF_LIST)
    }
    return frameRecord(new Uint8Array(this.view.buffer, 0, this.#length))
  }
}
