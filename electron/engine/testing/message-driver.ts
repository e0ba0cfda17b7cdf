import { z } from 'zod'
import {
  type Decoder,
  type Driver,
  defineDriver,
  type FrameCounts,
  type Out,
} from '../../../drivers/driver.ts'
import { buildAck } from '../../../drivers/hl7v2/ack.ts'
import { leaf, segmentOf } from '../../../drivers/hl7v2/message.ts'
import { encodeMllp, MllpDecoder } from '../../../drivers/hl7v2/mllp.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { tinyDriver, tinyRate } from './tiny-driver.ts'

const channel: NumericChannel = {
  ...tinyRate,
  key: 'X_MESSAGE_VALUE',
  id: 'X_MESSAGE_VALUE',
  label: 'SpO2',
  unit: '%',
}

class MessageDecoder implements Decoder {
  readonly counts: FrameCounts = {
    good: 0,
    checksum: 0,
    length: 0,
    short: 0,
    escape: 0,
    partial: 0,
    skippedBytes: 0,
  }
  readonly #out: Out
  readonly #frames = new MllpDecoder()

  constructor(out: Out) {
    this.#out = out
  }

  push(bytes: Uint8Array, atMs: number): void {
    for (const payload of this.#frames.push(bytes)) {
      const result = parseMessage(payload)
      if (!result.ok) continue
      this.counts.good++
      const value = Number(leaf(segmentOf(result.message, 'OBX'), 5))
      this.#out.measure({ type: 'numeric', channel, value, validity: 'good', atMs, deviceMs: null })
      const answer = buildAck(result.message, { code: 'CA', controlId: 'A', atUtcMs: 0 })
      if (answer !== null) this.#out.send?.(encodeMllp(answer))
    }
  }

  tick(): void {}

  end(): void {}
}

const { asksAlerts: _, onLine: __, datagrams: ___, ...base } = tinyDriver

/** Takes the first value of every HL7 message and acknowledges it: for tests of listening links. */
export const messageDriver: Driver<{ sendingApplication: string; location: string }> = defineDriver({
  ...base,
  id: 'messages',
  writes: 'acknowledgements',
  channels: [channel],
  options: z.strictObject({ sendingApplication: z.string().default(''), location: z.string().default('') }),
  start: (out) => new MessageDecoder(out),
})
