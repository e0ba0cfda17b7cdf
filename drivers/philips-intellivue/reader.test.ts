import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addAbsoluteTime, addFloat, addText } from './encode-values.ts'
import { readMessage } from './message.ts'
import { absoluteMs, floatOf, Reader, textOf } from './reader.ts'
import { Writer } from './writer.ts'

it.each([
  [0x0000003c, 60],
  [0xfe000e76, 37.02],
  [0xff000013, 1.9],
  [0xfd009ffb, 40.955],
  [0xfefff000, -40.96],
  [0x00fffffb, -5],
  [0x02000003, 300],
])('reads the captured number %i as %f', (bits, value) => {
  expect(floatOf(bits)).toBe(value)
})

it('has no number for the mantissas that are none, whatever their exponent', () => {
  for (const bits of [0x007fffff, 0x00800000, 0x007ffffe, 0x00800002, 0xff7fffff]) {
    expect(floatOf(bits)).toBeNull()
  }
})

it('reads back every number that a twin writes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -80_000, max: 80_000 }),
      fc.integer({ min: 0, max: 3 }),
      (mantissa, digits) => {
        const writer = new Writer()
        const value = mantissa / 10 ** digits
        addFloat(writer, value, digits)
        expect(new Reader(writer.bytes()).float()).toBeCloseTo(value, digits)
      },
    ),
  )
})

it('never reads past the end, and says so', () => {
  const reader = new Reader(Uint8Array.of(1, 2, 3))
  expect([reader.u16(), reader.u16(), reader.u8(), reader.float()]).toEqual([0x0102, 0, 0, null])
  expect(reader.failed).toBe(true)
  expect(reader.take(1)).toHaveLength(0)
})

it('reads text without padding and with the vendor\u2019s own characters as people see them', () => {
  const units = [0xe40d, 0xe40d, 0x20, 0x53, 0x70, 0x4f, 0x2082, 0xfeff, 0x20, 0, 0]
  expect(textOf(Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 0xff])))).toBe('** SpO\u2082')
})

it('reads a wall time as if it were UTC, and nothing where none is set', () => {
  const set = Uint8Array.of(0x20, 0x14, 0x05, 0x19, 0x15, 0x32, 0x37, 0)
  expect(absoluteMs(set)).toBe(Date.UTC(2014, 4, 19, 15, 32, 37))
  expect(absoluteMs(new Uint8Array(8).fill(0xff))).toBeNull()
  expect(absoluteMs(new Uint8Array(8))).toBeNull()
  expect(absoluteMs(set.subarray(0, 4))).toBeNull()
  const written = new Writer()
  addAbsoluteTime(written, Date.UTC(2026, 11, 31, 23, 59, 58))
  expect(absoluteMs(written.bytes())).toBe(Date.UTC(2026, 11, 31, 23, 59, 58))
})

it('reads a string by the length before it', () => {
  const writer = new Writer()
  addText(writer, 'ABP')
  expect(new Reader(writer.bytes()).string()).toBe('ABP')
})

it('makes a message of any bytes without throwing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 120 }),
      fc.constantFrom([], [0xe1, 0, 0, 2, 0, 2], [0xe1, 0, 0, 2, 0, 5]),
      (bytes, head) => {
        expect(readMessage(Uint8Array.from([...head, ...bytes])).kind).toBeTypeOf('string')
      },
    ),
  )
})
