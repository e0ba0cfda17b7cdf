import type { WaveChannel } from '../../../../drivers/model/channel.ts'
import type { StoredWave, StoreReader } from '../../store/types.ts'
import { MINUTE_MS, SECOND_MS } from '../constants.ts'
import type { Interval } from '../intervals.ts'
import type { GridDelay, GridMark } from './record-grid.ts'

/** Stands where there is no sample: below every sample of 16 or of 24 bits. */
export const ABSENT = -0x8000_0000
/** Waves are read a stretch at a time, so that a month of record needs no month of memory. */
const WINDOW_MS = 10 * MINUTE_MS
/** A change of the delay that is worth telling. */
const TOLD_DELAY_MS = 50

/** A wave channel by its number in the record. */
export interface WaveChannelRow {
  readonly number: number
  readonly spec: WaveChannel
}

/** What a feed met on the way. */
export interface FeedEvents {
  readonly marks: GridMark[]
  readonly delays: GridDelay[]
}

/** The samples of one channel in order, taken record by record. */
export class WaveFeed {
  readonly #reader: StoreReader
  readonly #channel: WaveChannelRow
  readonly #toUtcMs: number
  #readUtcMs: number
  #pieces: StoredWave[] = []
  /** Samples of the first piece that were taken. */
  #taken = 0
  #toldLateMs = 0

  constructor(reader: StoreReader, channel: WaveChannelRow, period: Interval) {
    this.#reader = reader
    this.#channel = channel
    this.#readUtcMs = period.fromUtcMs
    this.#toUtcMs = period.toUtcMs
  }

  /** When the next sample was recorded, or null after the last. */
  nextUtcMs(): number | null {
    const piece = this.#first()
    return piece === undefined ? null : this.#timeOf(piece, this.#taken)
  }

  /** Takes the samples whose place lies in the record that begins at `startUtcMs` and is as long as `room`. */
  fill(startUtcMs: number, room: Int32Array, events: FeedEvents): void {
    room.fill(ABSENT)
    const { rateHz } = this.#channel.spec
    let free = 0
    for (let piece = this.#first(); piece !== undefined; piece = this.#first()) {
      // A piece that has begun goes on: rounding each record anew could part samples that belong together.
      const dueAt = ((this.#timeOf(piece, this.#taken) - startUtcMs) * rateHz) / SECOND_MS
      const at = Math.max(free, this.#taken > 0 ? 0 : Math.round(dueAt))
      if (at >= room.length) return
      this.#tellDelay(piece, ((at - dueAt) * SECOND_MS) / rateHz, events)
      const count = Math.min(room.length - at, piece.samples.length - this.#taken)
      copyPiece(piece, this.#taken, count, room, at)
      for (const { at: index, kind } of piece.marks) {
        if (index < this.#taken || index >= this.#taken + count) continue
        const atUtcMs = startUtcMs + ((at + index - this.#taken) * SECOND_MS) / rateHz
        events.marks.push({ channel: this.#channel.number, atUtcMs, kind })
      }
      this.#taken += count
      free = at + count
      if (this.#taken === piece.samples.length) {
        this.#pieces.shift()
        this.#taken = 0
      }
      if (free === room.length) return
    }
  }

  #tellDelay(piece: StoredWave, lateMs: number, events: FeedEvents): void {
    if (Math.abs(lateMs - this.#toldLateMs) < TOLD_DELAY_MS) return
    this.#toldLateMs = lateMs
    events.delays.push({
      channel: this.#channel.number,
      atUtcMs: this.#timeOf(piece, this.#taken) + lateMs,
      lateMs,
    })
  }

  #timeOf(piece: StoredWave, index: number): number {
    return piece.startUtcMs + (index * SECOND_MS) / this.#channel.spec.rateHz
  }

  #first(): StoredWave | undefined {
    while (this.#pieces.length === 0 && this.#readUtcMs < this.#toUtcMs) {
      const toUtcMs = Math.min(this.#readUtcMs + WINDOW_MS, this.#toUtcMs)
      this.#pieces = this.#reader
        .waves(this.#channel.number, this.#readUtcMs, toUtcMs)
        .filter((piece) => piece.samples.length > 0)
      this.#readUtcMs = toUtcMs
    }
    return this.#pieces[0]
  }
}

function copyPiece(piece: StoredWave, from: number, count: number, room: Int32Array, at: number): void {
  room.set(piece.samples.subarray(from, from + count), at)
  for (const run of piece.missing) {
    const start = Math.max(run.start, from)
    const end = Math.min(run.start + run.length, from + count)
    if (end > start) room.fill(ABSENT, at + start - from, at + end - from)
  }
}
