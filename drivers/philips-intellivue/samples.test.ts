import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ATTRIBUTE, CLASS, PENDING_WAVES } from './codes.ts'
import { addFloat } from './encode-values.ts'
import { readSamples } from './samples.ts'
import { Listener } from './testing/listener.ts'
import { label, object, poll, words } from './testing/polls.ts'
import { FactBook } from './wave-facts.ts'
import type { Writer } from './writer.ts'

type Fill = (list: Writer) => void
const PLETH = 0x00024bb4
const PLETH_ID = 0x4bb4

const spec =
  (count: number, bits: number, significant: number): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.waveSpec, (it) => it.u16(count).u8(bits).u8(significant).u16(0))
const period =
  (ticks: number): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.samplePeriod, (it) => it.u32(ticks))
/** From 0 to 100 over the samples given. */
const scale =
  (high: number): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.scale, (it) => {
      addFloat(it, 0, 0)
      addFloat(it, 100, 0)
      it.u16(0).u16(high)
    })
const unit = words(ATTRIBUTE.unit, 0x0220)
const array =
  (...bytes: readonly number[]): Fill =>
  (list) =>
    list.attribute(ATTRIBUTE.wave, (it) => {
      it.u16(PLETH_ID).u16(0).u16(bytes.length).raw(bytes)
    })

function hear(...results: readonly (readonly Fill[])[]) {
  const listener = new Listener()
  for (const [index, fills] of results.entries()) {
    listener.decoder.push(poll(CLASS.wave, [object(7, ...fills)], { ticks: 1000 + 256 * index }), 0)
  }
  return listener
}
const wavesOf = ({ said }: Listener) => said.flatMap((one) => (one.type === 'wave' ? [one] : []))

it('reads samples of 8 bits, four to four bytes, and knows where the next ones begin', () => {
  const facts = [label(PLETH), unit, period(64), spec(4, 8, 8), scale(200)]
  const listener = hear([...facts, array(0, 100, 200, 255)], [array(1, 2, 3, 4)], [array(5, 6, 7, 8)])
  const waves = wavesOf(listener)
  expect(waves.map(({ samples }) => [...samples])).toEqual([
    [0, 100, 200, 255],
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ])
  expect(waves.map(({ marks }) => marks.length)).toEqual([0, 0, 0])
  expect(waves[0]?.channel).toMatchObject({ id: 'MDC_PULS_OXIM_PLETH', rateHz: 125, gain: 0.5, unit: '%' })
  expect(listener.faults()).toEqual({})
})

it('keeps samples of 8 bits that come before their scale, and masks what is not significant', () => {
  const listener = hear(
    [array(0x85, 0x7f)],
    [label(PLETH), unit, period(128), spec(2, 8, 7), scale(100), array(9, 10)],
  )
  expect(wavesOf(listener).map(({ samples }) => [...samples])).toEqual([
    [0x05, 0x7f],
    [9, 10],
  ])
})

it('marks a condition of a sample of 8 bits by its pattern above the significant bits', () => {
  const fixed: Fill = (list) =>
    list.attribute(ATTRIBUTE.fixedValues, (it) =>
      it.list(
        (one) => one.u16(1).u16(0x0080),
        (one) => one.u16(2).u16(0x0040),
      ),
    )
  const facts = [label(PLETH), unit, period(64), spec(4, 8, 6), scale(63), fixed]
  expect(wavesOf(hear([...facts, array(5, 0x81, 0x42, 0x3f)]))).toMatchObject([
    {
      samples: Int16Array.of(5, 1, 2, 63),
      missing: [{ start: 1, length: 1 }],
      marks: [{ at: 2, kind: 'pace' }],
    },
  ])
})

it('tells arrays of 8 and of 16 bits under one handle apart by their length', () => {
  const narrow = [label(PLETH), unit, period(64), spec(4, 8, 8), scale(200), array(1, 2, 3, 4)]
  const wide = [
    label(PLETH),
    unit,
    period(128),
    spec(4, 16, 12),
    scale(4000),
    array(0, 1, 0, 2, 0, 3, 15, 160),
  ]
  const waves = wavesOf(hear(narrow, wide))
  expect(waves.map(({ samples, channel }) => [...samples, channel.rateHz])).toEqual([
    [1, 2, 3, 4, 125],
    [1, 2, 3, 4000, 62.5],
  ])
})

it('shows nothing of samples of a width that nobody knows, and counts what it had to drop', () => {
  const facts = [label(PLETH), unit, period(64), scale(200)]
  for (const bits of [0, 7, 12, 32]) {
    const one = [...facts, spec(4, bits, 8), array(1, 2, 3, 4)]
    const listener = hear(...Array.from({ length: PENDING_WAVES + 3 }, () => one))
    expect(wavesOf(listener)).toEqual([])
    expect(listener.faults()).toEqual({ lostFrame: 3 })
  }
})

it('shows nothing before the scale, whichever of the facts is late, and everything after it', () => {
  const facts: readonly Fill[] = [label(PLETH), unit, period(64), spec(4, 16, 12), scale(4000)]
  const raw = (value: number) => array(0, value, 0, value, 0, value, 0, value)
  for (const late of facts) {
    const early = facts.filter((fact) => fact !== late)
    const listener = hear([...early, raw(1)], [raw(2)], [late, raw(3)], [raw(4)])
    expect(wavesOf(listener).map(({ samples }) => samples[0])).toEqual([1, 2, 3, 4])
    expect(listener.faults()).toEqual({})
  }
})

it('gives every sample of any array a value within its significant bits', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.constantFrom(8, 16),
      fc.integer({ min: 1, max: 15 }),
      (raw, bits, significant) => {
        const book = new FactBook()
        const count = Math.floor((raw.length * 8) / bits)
        book.learn(new Map([[ATTRIBUTE.waveSpec, Uint8Array.of(0, count, bits, significant, 0, 0)]]))
        const facts = book.of((count * bits) / 8)
        if (facts === undefined) throw new Error('the array has no facts')
        const { samples } = readSamples(raw, facts)
        expect(samples).toHaveLength(count)
        for (const sample of samples) {
          expect(sample).toBeGreaterThanOrEqual(0)
          expect(sample).toBeLessThan(2 ** Math.min(bits, significant))
        }
      },
    ),
  )
})
