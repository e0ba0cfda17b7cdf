import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LineFramer } from '../framing/line.ts'
import { records } from './channels.ts'
import { LINE, MAX_QUIET_MS, QUIET_INTERVALS } from './codes.ts'
import { type MeterRecord, readLine } from './lines.ts'
import { type Found, Memory } from './memory.ts'
import type { Ultra2Options } from './options.ts'
import { Session } from './session.ts'

const MS_PER_SECOND = 1_000

/** Answers of the meter in, readings with the meter's own time out. */
export class Ultra2Decoder implements Decoder {
  readonly quietMs: number
  readonly #out: Out
  readonly #framer: LineFramer
  readonly #memory: Memory
  readonly #session: Session | null
  #read: ReturnType<typeof readLine> = 'checksum'
  #serial: string | null = null
  #heardMs: number | null = null
  /** What the meter's clock is ahead of ours; null: it did not say since it was joined. */
  #clockAheadMs: number | null = null
  #nowMs = 0

  constructor(out: Out, { ownMeter, everySeconds }: Ultra2Options) {
    const everyMs = everySeconds * MS_PER_SECOND
    this.quietMs = Math.max(MAX_QUIET_MS, QUIET_INTERVALS * everyMs)
    this.#out = out
    this.#memory = new Memory(ownMeter)
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes), everyMs)
    this.#framer = new LineFramer(
      { maximumBytes: LINE.longestBytes, problemOf: (line) => this.#problemOf(line) },
      { onFrame: (line) => this.#line(line.length), onFault: (kind, bytes) => this.#lost(kind, bytes) },
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#nowMs = atMs
    if (bytes.length > 0) this.#session?.heard(atMs)
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  end(atMs: number): void {
    this.#nowMs = atMs
    this.#framer.end()
    this.#away()
    this.#session?.end()
    this.#serial = null
    this.#heardMs = null
  }

  #problemOf(line: Uint8Array): 'checksum' | null {
    this.#read = readLine(String.fromCharCode(...line))
    return this.#read === 'checksum' ? 'checksum' : null
  }

  #line(bytes: number): void {
    const line = this.#read
    if (line === 'checksum') return
    if (this.#heardMs !== null && this.#nowMs - this.#heardMs > this.quietMs) this.#away()
    this.#heardMs = this.#nowMs
    switch (line.type) {
      case 'header':
        this.#header(line.serial, line.count)
        return
      case 'clock':
        this.#clockAheadMs = line.deviceMs - this.#nowMs
        this.#session?.clockHeard()
        return
      case 'record':
        // In a listing the time of a line is that of its reading.
        if (this.#out.wantsEverything === true) this.#tell(line, line.measuredDeviceMs)
        this.#tellNew(this.#memory.record(line))
        return
      case 'other':
        // A reading that cannot be read is missing in this answer.
        this.#memory.lost()
        this.#fault('unknownRecord', bytes)
    }
  }

  #header(serial: string, count: number): void {
    const stamp = { atMs: this.#nowMs, deviceMs: null }
    if (serial !== this.#serial && serial !== '') {
      this.#serial = serial
      this.#out.measure({ type: 'identity', fields: { serial }, ...stamp })
    }
    this.#out.measure({ type: 'numeric', channel: records, value: count, validity: 'good', ...stamp })
    this.#tellNew(this.#memory.header(serial, count))
  }

  #away(): void {
    this.#memory.away()
    this.#clockAheadMs = null
  }

  /** A listing has told every line already. Without the meter's clock nobody knows how old a reading is that was not taken just now. */
  #tellNew(found: Found | null): void {
    if (found === null || this.#out.wantsEverything === true) return
    const clockMs = this.#clockAheadMs === null ? null : this.#clockAheadMs + this.#nowMs
    if (clockMs === null && !found.isJustNow) return
    for (const record of found.records)
      this.#tell(record, clockMs === null ? null : Math.max(clockMs, record.measuredDeviceMs))
  }

  #tell({ numbers, measuredDeviceMs }: MeterRecord, deviceMs: number | null): void {
    for (const { channel, value, validity } of numbers) {
      this.#out.measure({
        type: 'numeric',
        channel,
        value,
        validity,
        measuredDeviceMs,
        atMs: this.#nowMs,
        deviceMs,
      })
    }
  }

  #lost(kind: FrameFault, bytes: number): void {
    this.#memory.lost()
    this.#fault(kind, bytes)
  }

  #fault(kind: FrameFault | 'unknownRecord', bytes: number): void {
    this.#out.measure({ type: 'fault', kind, bytes, atMs: this.#nowMs, deviceMs: null })
  }
}
