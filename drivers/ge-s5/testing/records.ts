import type { Measurement, Numeric, Wave } from '../../model/measurement.ts'
import { fieldPlansByClass } from '../channels.ts'
import {
  CLASSES,
  type ClassName,
  CODE,
  GROUP,
  GROUPS,
  HEADER,
  MAIN_TYPE,
  RECORD_TYPE,
  SUBRECORD,
  TWIN,
  WAVE,
} from '../codes.ts'
import { GeS5Decoder } from '../decode.ts'
import { RecordBuilder } from '../encode-record.ts'
import { type GeS5Options, geS5Options } from '../options.ts'

/** Raw values of one group: header and fields by name; what is not named is invalid. */
export type RawGroup = Readonly<Record<string, number>>
export type RawClasses = Readonly<Partial<Record<ClassName, Readonly<Record<string, RawGroup>>>>>

/** When and by whom a test record was sent. */
export interface Sent {
  readonly number?: number
  readonly level?: number
  readonly utcMs?: number
  readonly type?: number
}

const DEFAULT_UTC_MS = 1_700_000_000_000

function builder(mainType: number, sent: Sent): RecordBuilder {
  const { number = 0, level = TWIN.level, utcMs = DEFAULT_UTC_MS } = sent
  return new RecordBuilder({ number, level, utcMs, mainType })
}

/** A displayed (or trend) record as bytes of the wire, from raw integers. Groups not named are absent. */
export function displayed(classes: RawClasses, sent: Sent = {}): Uint8Array {
  const type = sent.type ?? RECORD_TYPE.displayed
  const record = builder(MAIN_TYPE.physiological, sent)
  for (const [index, className] of CLASSES.entries()) {
    const groups = classes[className]
    if (groups === undefined) continue
    const start = record.add(type, SUBRECORD.size)
    record.view.setUint32(start + SUBRECORD.time, (sent.utcMs ?? DEFAULT_UTC_MS) / 1000, true)
    for (const group of GROUPS[className]) {
      const at = start + SUBRECORD.data + group.offset
      if (group.follows !== undefined) continue
      record.view.setUint32(at + GROUP.status, groups[group.name]?.status ?? 0, true)
      record.view.setUint16(at + GROUP.label, groups[group.name]?.label ?? 0, true)
    }
    for (const { group, field, offset } of fieldPlansByClass[className]) {
      const raw = groups[group.name]?.[field.name] ?? (field.type === 'u8' ? 0 : CODE.invalid)
      const at = start + SUBRECORD.data + offset
      if (field.type === 'u8') record.view.setUint8(at, raw)
      else if (field.type === 'u32') record.view.setUint32(at, raw, true)
      else record.view.setInt16(at, raw, true)
    }
    record.view.setUint16(start + SUBRECORD.classWord, index << SUBRECORD.classShift, true)
  }
  return record.finish()
}

/** One wave of a test record. */
export interface RawWave {
  readonly type: number
  readonly samples: readonly number[]
  readonly status?: number
  readonly label?: number
  /** Sample count to claim instead of the true one. */
  readonly claimed?: number
}

/** A wave record as bytes of the wire. */
export function waves(list: readonly RawWave[], sent: Sent = {}): Uint8Array {
  const record = builder(MAIN_TYPE.wave, sent)
  for (const { type, samples, status = 0, label = 0, claimed } of list) {
    const start = record.add(type, WAVE.samples + 2 * samples.length)
    record.view.setInt16(start + WAVE.count, claimed ?? samples.length, true)
    record.view.setUint16(start + WAVE.status, status, true)
    record.view.setUint16(start + WAVE.label, label, true)
    for (const [index, sample] of samples.entries()) {
      record.view.setInt16(start + WAVE.samples + 2 * index, sample, true)
    }
  }
  return record.finish()
}

/** A record with one subrecord of bytes chosen by the test. */
export function anyRecord(mainType: number, type: number, bytes: Uint8Array, sent: Sent = {}): Uint8Array {
  const record = builder(mainType, sent)
  const start = record.add(type, bytes.length)
  new Uint8Array(record.view.buffer).set(bytes, start)
  return record.finish()
}

/** Decodes bytes with a listening decoder and keeps everything it says. */
export class Listener {
  readonly said: Measurement[] = []
  readonly decoder: GeS5Decoder

  constructor(options: Partial<GeS5Options> = {}) {
    this.decoder = new GeS5Decoder(
      { measure: (measurement) => this.said.push(measurement) },
      { ...geS5Options.parse({}), ...options },
    )
  }

  /** Feeds bytes; out: what they brought. */
  hear(bytes: Uint8Array, atMs = 0): Measurement[] {
    const before = this.said.length
    this.decoder.push(bytes, atMs)
    return this.said.slice(before)
  }

  numerics(bytes: Uint8Array): Numeric[] {
    return this.hear(bytes).filter((one) => one.type === 'numeric')
  }

  waves(bytes: Uint8Array): Wave[] {
    return this.hear(bytes).filter((one) => one.type === 'wave')
  }
}

/** Undoes the frame of a request that a decoder sent: its type of record and its command. */
export function requestKind(wire: Uint8Array): string {
  const mainType = wire[1 + HEADER.mainType]
  if (mainType === MAIN_TYPE.wave) return 'waves'
  if (mainType === MAIN_TYPE.alarm) return 'alarms'
  return `physiological ${wire[1 + HEADER.size]}`
}
