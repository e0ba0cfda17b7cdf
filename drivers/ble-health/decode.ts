import type { Decoder, FrameCounts, Out } from '../driver.ts'
import { LineFramer } from '../framing/line.ts'
import { LINE } from './codes.ts'
import { readLine } from './line.ts'
import type { BleHealthOptions } from './options.ts'
import { addressesOf, Teller } from './teller.ts'

/** Lines of the bridge in, numbers of the wearables of one patient out; it never writes. */
export class BridgeDecoder implements Decoder {
  readonly #framer: LineFramer
  readonly #teller: Teller
  #read: ReturnType<typeof readLine> = 'checksum'
  #atMs = 0

  constructor(out: Out, { devices }: Pick<BleHealthOptions, 'devices'>) {
    this.#teller = new Teller(out, addressesOf(devices))
    this.#framer = new LineFramer(
      { maximumBytes: LINE.longestBytes, problemOf: (line) => this.#problemOf(line) },
      {
        onFrame: () => this.#line(),
        onFault: (kind, bytes) => this.#teller.fault(kind, bytes, this.#atMs),
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
    // Nothing is asked and nothing waits.
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#teller.end()
  }

  #problemOf(line: Uint8Array): 'checksum' | null {
    this.#read = readLine(String.fromCharCode(...line))
    return this.#read === 'checksum' ? 'checksum' : null
  }

  #line(): void {
    if (typeof this.#read !== 'string') this.#teller.take(this.#read, this.#atMs)
  }
}
