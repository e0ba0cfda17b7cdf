import { encodeMllp } from '../../hl7v2/mllp.ts'
import type { Measurement, Numeric, Wave } from '../../model/measurement.ts'
import { Hl7InboundDecoder } from '../decode.ts'
import { hl7InboundOptions } from '../options.ts'

/** What a decoder made of an input. */
export interface Heard {
  readonly said: readonly Measurement[]
  /** Its answers as text, without MLLP bytes. */
  readonly answers: readonly string[]
  readonly decoder: Hl7InboundDecoder
}

/** A decoder that keeps what it says. `options` as an engineer would write them. */
export function listener(options: object = {}): Heard {
  const said: Measurement[] = []
  const answers: string[] = []
  const send = (bytes: Uint8Array): void => {
    answers.push(String.fromCharCode(...bytes.subarray(1, -2)))
  }
  const measure = (one: Measurement): void => {
    said.push(one)
  }
  return {
    said,
    answers,
    decoder: new Hl7InboundDecoder({ measure, send }, hl7InboundOptions.parse(options)),
  }
}

/** Decodes whole messages, each in a frame of its own. */
export function hear(messages: readonly string[] | string, options: object = {}): Heard {
  const heard = listener(options)
  for (const message of typeof messages === 'string' ? [messages] : messages) {
    heard.decoder.push(encodeMllp(message), 0)
  }
  return heard
}

export interface MessageParts {
  readonly id?: string
  readonly type?: string
  /** MSH-15 and MSH-16, with the bars around them. */
  readonly asks?: string
  readonly processing?: string
  readonly sender?: string
  readonly bed?: string
  readonly person?: string
  /** OBR fields from OBR-4 on. */
  readonly report?: string
}

/** A message with these OBX rows (from OBX-2 on), segments ended by carriage returns. */
export function messageOf(rows: readonly string[], parts: MessageParts = {}): string {
  const { id = '1', type = 'ORU^R01^ORU_R01', asks = '|AL|NE', processing = 'P', bed = 'LAB^^1' } = parts
  const { sender = 'GATEWAY^00005EFFFE005301^EUI-64', person = '||', report } = parts
  const time = '20240501120000.0000+0000'
  return [
    `MSH|^~\\&|${sender}|WARD|||${time}||${type}|${id}|${processing}|2.6||${asks}||UNICODE UTF-8`,
    `PID|${person}`,
    `PV1||I|${bed}`,
    `OBR|1||1|${report ?? `182777000^monitoring of patient^SCT|||${time}`}`,
    ...rows.map((row, index) => `OBX|${index + 1}|${row}`),
    '',
  ].join('\r')
}

/** One numeric row in the eGateway's way; SpO2 by default. */
export function spo2(value: string, rest = '|||||R'): string {
  return `NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|${value}|262688^MDC_DIM_PERCENT^MDC${rest}`
}

export function numericsOf({ said }: Pick<Heard, 'said'>): readonly Numeric[] {
  return said.filter((one) => one.type === 'numeric')
}

export function wavesOf({ said }: Pick<Heard, 'said'>): readonly Wave[] {
  return said.filter((one) => one.type === 'wave')
}

/** Kinds and subjects of what was refused. */
export function lossesOf({ said }: Pick<Heard, 'said'>): readonly string[] {
  return said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.about ?? ''}`.trim()] : []))
}
