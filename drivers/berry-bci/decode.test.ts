import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { BerryBciDecoder } from './decode.ts'

const ENOUGH = 20
/** Strength 8, pleth 50, pulse rate 72, saturation 97. */
const STEADY = [0x88, 0x32, 0x04, 0x48, 0x61]

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new BerryBciDecoder({ measure: (one) => said.push(one) })
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

const many = (packet: readonly number[], count = ENOUGH) =>
  Uint8Array.from(Array.from({ length: count }, () => packet).flat())

function shown(pieces: readonly Uint8Array[]): Record<string, string> {
  const numbers = hear(pieces).said.flatMap((one) => (one.type === 'numeric' ? [one] : []))
  return Object.fromEntries(numbers.map((one) => [one.channel.label, `${one.value} ${one.validity}`]))
}

const numbers = (PR: string, SpO2: string, Signal: string) => ({ PR, SpO2, Signal })

describe('packets', () => {
  it.each([
    ['a steady finger', STEADY, numbers('72 good', '97 good', '8 good')],
    ['a rate above 127', [0x88, 0x32, 0x44, 0x0c, 0x62], numbers('140 good', '98 good', '8 good')],
    ['a beat', [0xc8, 0x32, 0x04, 0x48, 0x61], numbers('72 good', '97 good', '8 good')],
    ['probe unplugged', [0xa0, 0x00, 0x40, 0x7f, 0x7f], numbers('null off', 'null off', 'null off')],
    ['no finger', [0x90, 0x00, 0x50, 0x7f, 0x7f], numbers('null off', 'null off', 'null off')],
    // Numbers that stand in a packet without a signal are old.
    ['no signal', [0x98, 0x32, 0x04, 0x48, 0x61], numbers('null invalid', 'null invalid', 'null invalid')],
    [
      'searching',
      [0x84, 0x32, 0x24, 0x48, 0x61],
      numbers('72 questionable', '97 questionable', '4 questionable'),
    ],
    [
      'no numbers yet',
      [0x8f, 0x32, 0x44, 0x7f, 0x7f],
      numbers('null invalid', 'null invalid', 'null invalid'),
    ],
    [
      'zeros instead of numbers',
      [0x84, 0x32, 0x04, 0x00, 0x00],
      numbers('null invalid', 'null invalid', '4 good'),
    ],
  ] as const)('%s', (_, packet, expected) => {
    expect(shown([many(STEADY), many(packet)])).toEqual(expected)
  })

  it('show nothing before the lock, nor a number that stood once', () => {
    expect(shown([many(STEADY, 7)])).toEqual({})
    const once = [0x88, 0x32, 0x04, 0x48, 0x21]
    expect(shown([many(STEADY), many(once, 1), many(STEADY)])).toEqual(
      numbers('72 good', '97 good', '8 good'),
    )
  })

  it.each([
    ['saturation of 110', [0x88, 0x32, 0x04, 0x48, 0x6e]],
    ['strength of 12', [0x8c, 0x32, 0x04, 0x48, 0x61]],
    ['pleth of 101', [0x88, 0x65, 0x04, 0x48, 0x61]],
  ] as const)('a %s is damage: counted, and the numbers stop', (_, packet) => {
    const { said } = hear([many(STEADY), many(packet, 1), many(STEADY, 7)])
    const fault = said.findIndex((one) => one.type === 'fault' && one.kind === 'unexpectedValue')
    expect(fault).toBeGreaterThan(0)
    expect(said.slice(fault).filter(({ type }) => type === 'numeric')).toEqual([])
  })

  it('do not believe a packet that has noise in or beside it', () => {
    const samples = (pieces: readonly Uint8Array[]) =>
      hear(pieces).said.flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))
    // Two bytes of noise make a whole packet of a torn one; a first byte out of noise makes one of what is left.
    const torn = Uint8Array.of(0x88, 0x01, 0x02, 0x32, 0x04, 0x48, 0x61)
    const begun = Uint8Array.of(0x88, 0x32, 0x88, 0x03, 0x04, 0x48, 0x61)
    expect(new Set(samples([many(STEADY), torn, many(STEADY)]))).toEqual(new Set([0x32]))
    expect(new Set(samples([many(STEADY), begun, many(STEADY)]))).toEqual(new Set([0x32]))
  })

  it('a pleth of zero or without a finger is a gap', () => {
    const missing = (packet: readonly number[]) =>
      hear([many(STEADY), many(packet, 10)]).said.flatMap((one) =>
        one.type === 'wave' && one.missing.length > 0 ? [one.missing] : [],
      ).length
    expect(missing(STEADY)).toBe(0)
    expect(missing([0x88, 0x00, 0x04, 0x48, 0x61])).toBeGreaterThan(0)
    expect(missing([0x90, 0x32, 0x50, 0x7f, 0x7f])).toBeGreaterThan(0)
  })

  it('never throw, on any bytes, and are the same however they are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(many(STEADY), many([0xa0, 0x00, 0x40, 0x7f, 0x7f])),
      fc.uint8Array({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((one) => [...one]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})
