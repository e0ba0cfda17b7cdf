import type { Measurement } from '../../model/measurement.ts'
import { IntellivueDecoder } from '../decode.ts'
import { type IntellivueOptions, intellivueOptions } from '../options.ts'
import { serialTransport, type Transport } from '../transport.ts'

/** A decoder with everything it said and sent, for tests. */
export class Listener {
  readonly said: Measurement[] = []
  readonly sent: Uint8Array[] = []
  readonly decoder: IntellivueDecoder

  constructor(
    options: Partial<IntellivueOptions> = { listenOnly: true },
    transport: Transport = serialTransport,
    wantsEverything = false,
  ) {
    this.decoder = new IntellivueDecoder(
      { measure: (one) => this.said.push(one), send: (bytes) => this.sent.push(bytes), wantsEverything },
      intellivueOptions.parse(options),
      transport,
    )
  }

  /** Hears bytes, cut into pieces of `size`, and the end of the input. */
  hearAll(bytes: Uint8Array, size = bytes.length): this {
    for (let at = 0; at < bytes.length; at += size) this.decoder.push(bytes.subarray(at, at + size), 0)
    this.decoder.end(0)
    return this
  }

  faults(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const one of this.said) {
      if (one.type === 'fault' && one.kind !== 'skipped')
        counts[one.kind] = (counts[one.kind] ?? 0) + (one.count ?? 1)
    }
    return counts
  }
}
