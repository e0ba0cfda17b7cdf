import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LineFramer } from '../framing/line.ts'
import { FormatLock, LockGate } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { hasNumber, type Stamp } from '../model/measurement.ts'
import { SteadyColumns } from './columns.ts'
import { createLineReader, type LineReader, printable, type TextLine } from './line.ts'
import { OtherPairs } from './others.ts'
import type { TextDefinition, TextField } from './schema.ts'

/** Lines of a monitor in, the numbers its file describes out. The pattern is the check of a line. */
export class TextDecoder implements Decoder {
  readonly #out: Out
  readonly #channels: ReadonlyMap<TextField, NumericChannel>
  readonly #read: LineReader
  readonly #lock: FormatLock
  readonly #framer: LineFramer
  readonly #columns = new SteadyColumns()
  /** The line at hand; headers carry nothing and leave the lock as it is. */
  #line: TextLine | null = null
  readonly #others: OtherPairs
  #serialNumber: string | null = null
  #atMs = 0

  /** `needed`: well-formed lines in a row before the first value. */
  constructor(
    out: Out,
    file: TextDefinition,
    channels: ReadonlyMap<TextField, NumericChannel>,
    needed: number,
  ) {
    this.#out = out
    this.#channels = channels
    this.#read = createLineReader(file)
    this.#lock = new FormatLock(needed)
    this.#others = new OtherPairs(file.id, needed, out)
    const gate = new LockGate<TextLine>(this.#lock, out, (line, atMs) => this.#tell(line, atMs))
    this.#framer = new LineFramer(
      { maximumBytes: file.longestLine, problemOf: (line) => this.#problemOf(line) },
      {
        onFrame: () => {
          if (this.#line !== null) gate.wellFormed(this.#line, this.#atMs)
        },
        onFault: (kind, bytes) => {
          this.#lock.malformed(kind)
          this.#others.forget()
          out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null })
        },
      },
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(): void {
    // These monitors print by themselves: there is nothing to ask for.
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#lock.end()
  }

  #problemOf(bytes: Uint8Array): Exclude<FrameFault, 'skipped'> | null {
    const text = printable(bytes)
    const line = text === null ? null : this.#read(text)
    this.#line = line === 'ignored' ? null : line
    if (line === null) return 'checksum'
    return line === 'ignored' || this.#columns.accepts(line.columns) ? null : 'checksum'
  }

  #tell(line: TextLine, atMs: number): void {
    const stamp = { atMs, deviceMs: line.deviceMs }
    if (line.serialNumber !== null && line.serialNumber !== this.#serialNumber) {
      this.#serialNumber = line.serialNumber
      this.#out.measure({ type: 'identity', fields: { serial: line.serialNumber }, ...stamp })
    }
    this.#unexpected(line.unknownCodes, stamp)
    for (const [field, sent] of line.values) {
      const channel = this.#channels.get(field)
      if (channel !== undefined) this.#say(channel, sent, line, atMs)
    }
    const left = this.#others.take(line.others, atMs, (channel, sent, sentMs) =>
      this.#say(channel, sent, line, sentMs),
    )
    this.#unexpected(left, stamp)
  }

  #unexpected(count: number, stamp: Stamp): void {
    if (count > 0) this.#out.measure({ type: 'fault', kind: 'unexpectedValue', bytes: 0, count, ...stamp })
  }

  #say(channel: NumericChannel, sent: number | null, line: TextLine, atMs: number): void {
    const isShown = sent !== null && hasNumber(line.validity)
    const validity = isShown || line.validity === 'off' ? line.validity : 'invalid'
    const value = isShown ? sent : null
    this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: line.deviceMs })
  }
}
