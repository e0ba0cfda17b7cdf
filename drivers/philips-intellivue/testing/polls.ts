import { ALERT_INFO, ATTRIBUTE, CLASS, GROUP, TWIN } from '../codes.ts'
import { pollResult, type ResultHead } from '../encode-messages.ts'
import { addFloat, addText } from '../encode-values.ts'
import { frameMessage } from '../frame.ts'
import { Writer } from '../writer.ts'

type Fill = (list: Writer) => void

/** One object of a poll result for tests. */
export function object(handle: number, ...attributes: readonly Fill[]): Uint8Array {
  return new Writer()
    .u16(handle)
    .list(...attributes)
    .bytes()
}

export const label =
  (id: number): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.label, (it) => it.u32(id))
export const text =
  (words: string): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.labelText, (it) => addText(it, words))
export const words =
  (id: number, ...values: readonly number[]): Fill =>
  (list) =>
    list.attribute(id, (it) => {
      for (const value of values) it.u16(value)
    })
export const category =
  (value: number): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.metricSpec, (it) => it.u32(8192).u16(value).u16(0).u32(0))

/** A numeric value; null is not-a-number. */
export function numeric(physio: number, state: number, unit: number, value: number | null, digits = 0): Fill {
  return (list) =>
    list.attribute(ATTRIBUTE.numeric, (it) => {
      it.u16(physio).u16(state).u16(unit)
      addFloat(it, value, digits)
    })
}

/** Samples of one wave as sent, flags and all. */
export function samples(physio: number, state: number, raw: readonly number[]): Fill {
  return (list) =>
    list.attribute(ATTRIBUTE.wave, (it) => {
      it.u16(physio).u16(state)
      it.sized((body) => {
        for (const one of raw) body.u16(one)
      })
    })
}

/** Everything a wave of 500 samples a second needs before it can be shown. */
export function ecgFacts(): readonly Fill[] {
  return [
    label(0x00020102),
    words(ATTRIBUTE.unit, 0x10b2),
    (list) => list.attribute(ATTRIBUTE.samplePeriod, (it) => it.u32(16)),
    (list) => list.attribute(ATTRIBUTE.waveSpec, (it) => it.u16(4).u8(16).u8(14).u16(0x3000)),
    (list) =>
      list.attribute(ATTRIBUTE.scale, (it) => {
        addFloat(it, -40.96, 2)
        addFloat(it, 40.955, 3)
        it.u16(0).u16(16383)
      }),
    (list) =>
      list.attribute(ATTRIBUTE.fixedValues, (it) =>
        it.list(
          (one) => one.u16(4).u16(0x8008),
          (one) => one.u16(2).u16(0x8004),
          (one) => one.u16(1).u16(0x8001),
        ),
      ),
  ]
}

export interface Alarm {
  readonly words: string | null
  readonly type: number
  readonly code?: number
  readonly source?: number
}

/** A list of alarms. */
export function alarms(attribute: number, ...list: readonly Alarm[]): Fill {
  return (into) =>
    into.attribute(attribute, (it) =>
      it.list(
        ...list.map((alarm) => (entry: Writer) => {
          entry.u16(alarm.source ?? 0x4182).u16(alarm.code ?? 0x0008)
          entry.u16(alarm.type).u16(0)
          entry.u16(CLASS.numeric).u16(1).u16(2)
          entry.u16(alarm.words === null ? ALERT_INFO.plain : ALERT_INFO.withText)
          entry.sized((info) => {
            info.u16(0).u32(0).u16(0).u16(0)
            if (alarm.words !== null) addText(info, alarm.words)
          })
        }),
      ),
    )
}

/** A poll result on the wire. */
export function poll(
  objectClass: number,
  objects: readonly Uint8Array[],
  more: Partial<ResultHead> = {},
): Uint8Array {
  return joined(pollFrames(objectClass, objects, more))
}

/** A poll result as the frames it takes on the serial line. */
export function pollFrames(
  objectClass: number,
  objects: readonly Uint8Array[],
  more: Partial<ResultHead> = {},
): readonly Uint8Array[] {
  return pollMessages(objectClass, objects, more).map(frameMessage)
}

/** A poll result as the messages it takes, unframed. */
export function pollMessages(
  objectClass: number,
  objects: readonly Uint8Array[],
  more: Partial<ResultHead> = {},
): readonly Uint8Array[] {
  const head = { invoke: 5, poll: 5, sequence: 1, ticks: 1000, objectClass, group: GROUP.all, ...more }
  return pollResult(head, objects, TWIN.serialMtuBytes)
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
