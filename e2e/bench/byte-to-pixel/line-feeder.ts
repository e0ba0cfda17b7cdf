import { closeSync, constants, openSync, writeSync } from 'node:fs'
import type { ValueRange } from '../../../renderer/waves/scale.ts'
import { type BedFeed, createBedFeed, PACKET_MS, VALUES_EVERY_PACKETS } from './feed.ts'
import { levelMicrovolt, levelShare } from './levels.ts'

/** Packets come up to one screen frame early or late, so that they do not keep step with the screen. */
const JITTER_MS = 17

/** A step that has just been written. */
export interface WrittenStep {
  readonly bed: number
  readonly writtenMs: number
}

interface Line {
  readonly bed: number
  readonly handle: number
  readonly feed: BedFeed
  readonly marked: boolean
  startMs: number
  dueMs: number
  packet: number
  steps: number
}

function mayBeFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}

/** Writes the records of all beds when they are due; each bed has its own phase. */
export class LineFeeder {
  readonly #lines: readonly Line[]
  readonly #range: ValueRange
  readonly #random: () => number
  /** Beds whose next packet is to carry a step. */
  readonly #wanted = new Set<number>()
  refusedPackets = 0

  constructor(
    paths: readonly string[],
    marked: readonly number[],
    range: ValueRange,
    random: () => number,
    nowMs: number,
  ) {
    this.#range = range
    this.#random = random
    this.#lines = paths.map((path, bed) => {
      // A line that nobody reads fills up; waiting for it would hold all beds.
      const handle = openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
      const startMs = nowMs + (bed * PACKET_MS) / paths.length
      const isMarked = marked.includes(bed)
      return {
        bed,
        handle,
        feed: createBedFeed(bed + 1),
        marked: isMarked,
        startMs,
        dueMs: startMs,
        packet: 0,
        steps: 0,
      }
    })
  }

  /** Asks for a step in the next packet of a marked bed. */
  wantStep(bed: number): void {
    this.#wanted.add(bed)
  }

  /** Share of the range where the next step of a bed will go. */
  nextShare(bed: number): number {
    return levelShare((this.#lines[bed]?.steps ?? 0) + 1)
  }

  /** Writes what is due. In: monotonic and UTC ms. `before` and `after` are called around the write of a step. */
  advance(nowMs: number, utcMs: number, before: () => void, after: (step: WrittenStep) => void): void {
    for (const line of this.#lines) {
      if (line.dueMs > nowMs) continue
      if (line.packet % VALUES_EVERY_PACKETS === 0) this.#write(line, line.feed.values(utcMs))
      const stepping = this.#wanted.delete(line.bed)
      const bytes = line.feed.waves(line.packet, utcMs, line.marked ? this.#stepOf(line, stepping) : null)
      if (stepping) before()
      const writtenMs = performance.now()
      this.#write(line, bytes)
      if (stepping) after({ bed: line.bed, writtenMs })
      line.packet++
      line.dueMs = line.startMs + line.packet * PACKET_MS + this.#random() * JITTER_MS
    }
  }

  close(): void {
    for (const { handle } of this.#lines) closeSync(handle)
  }

  #stepOf(line: Line, stepping: boolean) {
    const from = levelMicrovolt(this.#range, levelShare(line.steps))
    if (stepping) line.steps++
    return { from, to: levelMicrovolt(this.#range, levelShare(line.steps)) }
  }

  #write(line: Line, bytes: Uint8Array): void {
    try {
      if (writeSync(line.handle, bytes) < bytes.length) this.refusedPackets++
    } catch (error) {
      if (!mayBeFull(error)) throw error
      this.refusedPackets++
    }
  }
}
