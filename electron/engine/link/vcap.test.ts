import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeVcap, encodeVcapHeader, encodeVcapRecord, VcapDecoder, type VcapRecord } from './vcap.ts'

const HEADER = { startUtcMs: Date.UTC(2026, 0, 2), simulated: true, driver: 'ge-s5' }

const anyRecord: fc.Arbitrary<VcapRecord> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('received' as const, 'sent' as const),
    atMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({
    kind: fc.constant('lost' as const),
    atMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    cause: fc.constantFrom('unplugged' as const, 'error' as const, 'replayEnded' as const),
  }),
  fc.record({ kind: fc.constant('opened' as const), atMs: fc.double({ min: 0, max: 1e9, noNaN: true }) }),
)

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function fileOf(records: readonly VcapRecord[]): Uint8Array {
  return join([encodeVcapHeader(HEADER), ...records.map(encodeVcapRecord)])
}

it('reads back what was written, cut into pieces of any length', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 20 }), fc.integer({ min: 1, max: 200 }), (records, size) => {
      const bytes = fileOf(records)
      const decoder = new VcapDecoder()
      const read: VcapRecord[] = []
      for (let offset = 0; offset < bytes.length; offset += size) {
        read.push(...decoder.push(bytes.subarray(offset, offset + size)))
      }
      read.push(...decoder.end())
      expect(decoder.header).toEqual(HEADER)
      expect(read).toEqual(records)
      expect(decoder.damagedBytes + decoder.cutBytes).toBe(0)
    }),
  )
})

it('loses only the records that damage hit, and counts the bytes', () => {
  fc.assert(
    fc.property(
      fc.array(anyRecord, { minLength: 2, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      (records, which, where) => {
        const parts = records.map(encodeVcapRecord)
        const index = which % parts.length
        const hit = parts[index] ?? new Uint8Array(1)
        const at = where % hit.length
        hit[at] = (hit[at] ?? 0) ^ 0x55
        const content = decodeVcap(join([encodeVcapHeader(HEADER), ...parts]))
        expect(content.records).toEqual(records.filter((_, other) => other !== index))
        expect(content.damagedBytes + content.cutBytes).toBe(hit.length)
      },
    ),
  )
})

it('keeps every whole record of a truncated file and counts the cut', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 8 }), fc.nat(), (records, where) => {
      const last = encodeVcapRecord(records.at(-1) ?? { kind: 'opened', atMs: 0 })
      const cut = 1 + (where % (last.length - 1))
      const bytes = fileOf(records)
      const content = decodeVcap(bytes.subarray(0, bytes.length - cut))
      expect(content.records).toEqual(records.slice(0, -1))
      expect(content.cutBytes).toBe(last.length - cut)
    }),
  )
})

it('never throws on bytes that are no capture, and says so', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeVcap(bytes)).toMatchObject({ header: null, records: [] })
    }),
  )
})

it('refuses what cannot be written back', () => {
  expect(() => encodeVcapRecord({ kind: 'sent', atMs: 0, bytes: new Uint8Array(65_537) })).toThrow('"bytes"')
  expect(() => encodeVcapHeader({ ...HEADER, driver: 'x'.repeat(65) })).toThrow('"driver"')
})

it('says whether its records are datagrams, which older captures do not', () => {
  const header = { ...HEADER, datagrams: true }
  expect(decodeVcap(encodeVcapHeader(header)).header).toEqual(header)
  expect(decodeVcap(encodeVcapHeader({ ...HEADER, datagrams: false })).header).toEqual(HEADER)
  expect(decodeVcap(encodeVcapHeader({ ...header, simulated: false })).header).toMatchObject({
    simulated: false,
    datagrams: true,
  })
})
