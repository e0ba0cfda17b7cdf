import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeVcap, type VcapHeader } from '../link/vcap.ts'
import { LineTape } from './line-tape.ts'

const HEADER: VcapHeader = { startUtcMs: 0, simulated: true, datagrams: true, driver: 'tiny' }
const piece = fc.record({
  kind: fc.constantFrom('received' as const, 'sent' as const),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
})

it('keeps the newest records whole, and counts the bytes of those that went', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 60, max: 900 }), (pieces, kept) => {
      const tape = new LineTape(kept)
      for (const [atMs, { kind, bytes }] of pieces.entries()) tape.take(kind, bytes, atMs)
      const { header, records, damagedBytes } = decodeVcap(tape.file(HEADER))
      expect(header).toEqual(HEADER)
      expect(damagedBytes).toBe(0)
      const whole = pieces.map(({ kind, bytes }, atMs) => ({ kind, atMs, bytes }))
      expect(records).toEqual(whole.slice(whole.length - records.length))
      const gone = whole.slice(0, whole.length - records.length)
      expect(tape.droppedBytes).toBe(gone.reduce((sum, { bytes }) => sum + bytes.length, 0))
      expect(tape.file(HEADER).length).toBeLessThanOrEqual(kept + 32 + 'tiny'.length)
    }),
  )
})

it('cuts a piece that is longer than a record may be', () => {
  const tape = new LineTape()
  tape.take('received', new Uint8Array(70_000).fill(7), 5)
  const { records } = decodeVcap(tape.file(HEADER))
  expect(records.map((record) => ('bytes' in record ? record.bytes.length : 0))).toEqual([65_536, 4_464])
})
