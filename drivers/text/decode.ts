import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LineFramer } from '../framing/line.ts'
import { FormatLock, LockGate } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { hasNumber } from '../model/measurement.ts'
import { createLineReader, type LineReader, printable, type TextLine } from './line.ts'
import type { TextDefinition, TextField } from './schema.ts'

/** Lines of a monitor in, the numbers its file describes out. The pattern is the check of a line. */
export class TextDecoder implements Decoder {
  readonly #out: Out
  readonly #channels: ReadonlyMap<TextField, NumericChannel>
  readonly #read: LineReader
  readonly #lock: FormatLock
  readonly #framer: LineFramer
  /** The line at hand; headers carry nothing and leave the lock as it is. */
  #line: TextLine | null = null
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
    const gate = new LockGate<TextLine>(this.#lock, out, (line, atMs) => this.#tell(line, atMs))
    this.#framer = new LineFramer(
      { maximumBytes: file.longestLine, problemOf: (line) => this.#problemOf(line) },
      {
        onFrame: () => {
          if (this.#line !== null) gate.wellFormed(this.#line, this.#atMs)
        },
        onFault: (kind, bytes) => {
          this.#lock.malformed()
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
    this.#lock.malformed()
  }

  #problemOf(bytes: Uint8Array): Exclude<FrameFault, 'skipped'> | null {
    const text = printable(bytes)
    const line = text === null ? null : this.#read(text)
    this.#line = line === 'ignored' ? null : line
    return line === null ? 'checksum' : null
  }

  #tell(line: TextLine, atMs: number): void {
    const stamp = { atMs, deviceMs: line.deviceMs }
    if (line.serialNumber !== null && line.serialNumber !== this.#serialNumber) {
      this.#serialNumber = line.serialNumber
      this.#out.measure({ type: 'identity', fields: { serial: line.serialNumber }, ...stamp })
    }
    if (line.unknownCodes > 0)
      this.#out.measure({
        type: 'fault',
        kind: 'unexpectedValue',
        bytes: 0,
        count: line.unknownCodes,
        ...stamp,
      })
    for (const [field, sent] of line.values) {
      const channel = this.#channels.get(field)
      if (channel === undefined) continue
      const isShown = sent !== null && hasNumber(line.validity)
      const validity = isShown || line.validity === 'off' ? line.validity : 'invalid'
      this.#out.measure({ type: 'numeric', channel, value: isShown ? sent : null, validity, ...stamp })
    }
  }
}
