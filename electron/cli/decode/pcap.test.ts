import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pcapFile } from '../testing/network.ts'
import { looksLikePcap, PcapReader } from './pcap.ts'

interface Read {
  readonly packets: { atMs: number; linkType: number; bytes: number[] }[]
  readonly reader: PcapReader
}

function read(file: Uint8Array, size = Math.max(1, file.length)): Read {
  const reader = new PcapReader()
  const packets: Read['packets'] = []
  for (let at = 0; at < file.length; at += size) {
    reader.push(file.subarray(at, at + size), ({ atMs, linkType, bytes }) =>
      packets.push({ atMs, linkType, bytes: [...bytes] }),
    )
  }
  return { packets, reader }
}

/** One block of pcapng: type, body padded to four bytes, and its length at both ends. */
function block(type: number, body: readonly number[], little: boolean): number[] {
  const padded = [...body, ...new Array<number>((4 - (body.length % 4)) % 4).fill(0)]
  const length = long(12 + padded.length, little)
  return [...long(type, little), ...length, ...padded, ...length]
}

function long(value: number, little: boolean): number[] {
  const bytes = [value >>> 24, value >>> 16, value >>> 8, value].map((part) => part & 0xff)
  return little ? bytes.reverse() : bytes
}

function short(value: number, little: boolean): number[] {
  return little ? [value & 0xff, value >> 8] : [value >> 8, value & 0xff]
}

function pcapng(little: boolean, resolution: number | null, high: number, low: number): Uint8Array {
  const option = resolution === null ? [] : [...short(9, little), ...short(1, little), resolution, 0, 0, 0]
  const ends = [0, 0, 0, 0]
  return Uint8Array.from([
    ...block(0x0a0d0d0a, [...long(0x1a2b3c4d, little), ...short(1, little), 0, 0, ...ends, ...ends], little),
    ...block(1, [...short(113, little), 0, 0, ...ends, ...option, ...ends], little),
    ...block(5, [1, 2, 3, 4], little),
    ...block(
      6,
      [...ends, ...long(high, little), ...long(low, little), ...long(3, little), ...long(3, little), 7, 8, 9],
      little,
    ),
  ])
}

it.each([true, false])(
  'reads classic captures of either byte order (little-endian: %s), cut anywhere',
  (little) => {
    const packets = [
      { atMs: 1_500.25, bytes: [1, 2, 3] },
      { atMs: 1_501, bytes: [] },
      { atMs: 2_000, bytes: [4] },
    ]
    const file = pcapFile(1, packets, little)
    expect(looksLikePcap(file)).toBe(true)
    const want = packets.map((packet) => ({ ...packet, linkType: 1 }))
    for (const size of [1, 7, file.length]) expect(read(file, size).packets).toEqual(want)
    const { reader } = read(file.subarray(0, -1))
    expect([reader.heldBytes, reader.broken]).toEqual([16, false])
  },
)

it.each([
  [true, null, 1, 0, 2 ** 32 / 1e3],
  [false, 6, 0, 2_500, 2.5],
  [true, 9, 0, 2_500_000, 2.5],
  [false, 0x80 | 10, 0, 2_048, 2_000],
] as const)('reads pcapng (little-endian: %s, resolution %s)', (little, resolution, high, low, atMs) => {
  const file = pcapng(little, resolution, high, low)
  expect(looksLikePcap(file)).toBe(true)
  const want = [{ atMs: expect.closeTo(atMs, 6), linkType: 113, bytes: [7, 8, 9] }]
  for (const size of [1, 5, file.length]) expect(read(file, size).packets).toEqual(want)
  // A capture may be two, one behind the other.
  expect(read(Buffer.concat([file, pcapng(!little, resolution, high, low)])).packets).toHaveLength(2)
})

it('stops at damage that hides where the next packet begins', () => {
  const file = pcapFile(1, [
    { atMs: 0, bytes: [1] },
    { atMs: 1, bytes: [2] },
  ])
  file[24 + 11] = 0xff
  const { packets, reader } = read(file)
  expect(packets).toEqual([])
  expect(reader.broken).toBe(true)
})

it('never throws, whatever follows its first bytes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        [0xd4, 0xc3, 0xb2, 0xa1],
        [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a],
      ),
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (head, tail, size) => {
        expect(() => read(Uint8Array.from([...head, ...tail]), size)).not.toThrow()
      },
    ),
  )
})
