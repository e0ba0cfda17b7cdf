import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { channels } from './channels.ts'
import { IrmaDecoder } from './decode.ts'

const hex = (text: string) => Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16))
/** Two frames that the specification prints: a breath with carbon dioxide and oxygen, and no breath for 30 s. */
const BREATH = hex('AA 55 00 01 01 FE 00 00 00 00 00 00 08 34 00 00 00 00 15 00 AF')
const APNOEA = hex('AA 55 02 02 FF FF FF FF FF FF FF FF FF FF FF 1E 00 00 27 74 4E')

function frame(kind: number, flags: number, waves: readonly number[], slow: readonly number[]): Uint8Array {
  const checked = [kind, flags, ...waves.flatMap((value) => [value >> 8, value & 0xff]), ...slow]
  return Uint8Array.of(0xaa, 0x55, ...checked, -checked.reduce((sum, byte) => sum + byte, 0) & 0xff)
}
const QUIET = Array.from({ length: 7 }, () => frame(5, 0, [0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6]))

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new IrmaDecoder({ measure: (one) => said.push(one) })
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

const numbers = (last: Uint8Array) =>
  hear([...QUIET, last]).said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.label} ${one.value} ${one.validity}`] : [],
  )
const lastSamples = (last: Uint8Array) =>
  hear([...QUIET, last]).said.flatMap((one) =>
    one.type === 'wave' && one.samples.length === 4 && one.missing.length + (one.samples[3] ?? 0) > 0
      ? [`${one.channel.label} ${one.samples[3]} ${one.missing.length}`]
      : [],
  )

describe('a frame', () => {
  it('of a breath has waves and inspired numbers', () => {
    expect(numbers(BREATH)).toEqual([
      'Gas status raw 1 good',
      'CO2 insp raw 0 good',
      'N2O insp raw 0 good',
      'AA1 insp raw 0 good',
      'AA2 insp raw 0 good',
      'O2 insp raw 21 good',
    ])
    expect(lastSamples(BREATH)).toEqual(['CO2 raw 510 0', 'O2 raw 2100 0'])
  })

  it('without a breath has no wave and no rate', () => {
    expect(numbers(APNOEA)).toEqual([
      'RR raw null invalid',
      'Since breath raw 30 good',
      'Agent 1 raw 0 good',
      'Agent 2 raw 0 good',
      'Cell pressure raw 10100 good',
    ])
    expect(lastSamples(APNOEA)).toEqual(['CO2', 'N2O', 'AA1', 'AA2', 'O2'].map((gas) => `${gas} raw 65535 1`))
  })

  it('of expired gas names each by its place', () => {
    expect(numbers(frame(1, 0, [0, 0, 0, 0, 0], [5, 60, 2, 0xff, 17, 0]))).toEqual([
      'CO2 exp raw 5 good',
      'N2O exp raw 60 good',
      'AA1 exp raw 2 good',
      'AA2 exp raw null invalid',
      'O2 exp raw 17 good',
    ])
  })

  it.each([0x10, 0x40])('with the status %i is no measurement', (flags) => {
    const all = numbers(frame(2, flags, [510, 0, 0, 0, 2_100], [14, 1, 0, 0, 0x27, 0x74]))
    expect(all).toEqual(
      ['RR', 'Since breath', 'Agent 1', 'Agent 2', 'Cell pressure'].map((name) => `${name} raw null invalid`),
    )
    expect(lastSamples(frame(2, flags, [510, 0, 0, 0, 2_100], [14, 1, 0, 0, 0, 0]))).toHaveLength(5)
  })

  it('of a module whose oxygen sensor is used up has all but oxygen', () => {
    const waves = [510, 0, 0, 0, 2_100]
    expect(numbers(frame(0, 0x08, waves, [0, 0, 0, 0, 21, 0])).slice(1)).toEqual([
      'CO2 insp raw 0 good',
      'N2O insp raw 0 good',
      'AA1 insp raw 0 good',
      'AA2 insp raw 0 good',
      'O2 insp raw null invalid',
    ])
    expect(numbers(frame(1, 0x08, waves, [5, 0, 0, 0, 17, 0])).at(-1)).toBe('O2 exp raw null invalid')
    expect(lastSamples(frame(0, 0x08, waves, [0, 0, 0, 0, 21, 0]))).toEqual([
      'CO2 raw 510 0',
      'O2 raw 2100 1',
    ])
  })

  it('without a pressure has none', () => {
    expect(numbers(frame(2, 0, [0, 0, 0, 0, 0], [14, 1, 0, 0, 0xff, 0xff])).at(-1)).toBe(
      'Cell pressure raw null invalid',
    )
  })

  it('of a kind that is not read says nothing but its waves', () => {
    expect(numbers(frame(3, 0, [510, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6]))).toEqual([])
  })

  it('shows nothing before eight in a row, and marks what was lost', () => {
    expect(hear([...QUIET.slice(1), BREATH]).said).toEqual([])
    const { said, counts } = hear([...QUIET, BREATH, Uint8Array.of(0x41), ...QUIET, BREATH])
    expect(counts).toMatchObject({ good: 16, skippedBytes: 1 })
    const waves = said.filter((one) => one.type === 'wave' && one.channel.id === 'X_PHASEIN_IRMA_CO2')
    expect(waves.flatMap((one) => (one.type === 'wave' ? one.marks : []))).toEqual([{ at: 0, kind: 'gap' }])
  })

  it('never makes it throw, on any bytes, and is the same however it is cut', () => {
    const piece = fc.oneof(fc.constantFrom(...QUIET, BREATH, APNOEA), fc.uint8Array({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 30 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((bytes) => [...bytes]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})

it('claims no term and no unit for anything: no scale is certain', () => {
  for (const { id, code, unit, label } of channels) {
    expect(id).toMatch(/^X_PHASEIN_IRMA_/)
    expect([code, unit]).toEqual([null, '1'])
    expect(label).toMatch(/ raw$/)
  }
})
