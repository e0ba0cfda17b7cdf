import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checksums } from '../framing/checksum.ts'
import type { FrameFault } from '../framing/counts.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import { FRAME } from './codes.ts'
import { frameMessage, mibFormat, userData } from './frame.ts'

function listen(wire: Uint8Array, size = wire.length) {
  const messages: number[][] = []
  const faults: (readonly [FrameFault, number])[] = []
  const framer = new DelimitedFramer(mibFormat, {
    onFrame: (frame) => messages.push([...(userData(frame) ?? [])]),
    onFault: (kind, bytes) => faults.push([kind, bytes]),
  })
  for (let at = 0; at < wire.length; at += size) framer.push(wire.subarray(at, at + size))
  framer.end()
  return { messages, faults, counts: framer.counts }
}

it('has the check of the two examples the vendor prints', () => {
  expect(checksums.crc16X25(Uint8Array.of(0x3a, 0x71), 0, 2)).toBe(0x269b)
  expect(checksums.crc16X25(Uint8Array.of(0x3a, 0x91), 0, 2)).toBe(0xc195)
})

it('brings any message through, however it is cut, with nothing lost', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 20 }), (message, size) => {
      const { messages, faults } = listen(frameMessage(message), size)
      expect(messages).toEqual([[...message]])
      expect(faults).toEqual([])
    }),
  )
})

it('stuffs its header too: a length of C0 does not begin a frame', () => {
  const wire = frameMessage(new Uint8Array(FRAME.open))
  expect([...wire.subarray(0, 6)]).toEqual([0xc0, 0x11, 0x01, 0x00, 0x7d, 0xe0])
  expect(listen(wire).counts).toMatchObject({ good: 1 })
})

it('counts text between frames as skipped and loses no frame by it', () => {
  const text = new TextEncoder().encode('2014/04/11T18:42:59,319')
  const frame = frameMessage(Uint8Array.of(1, 2, 3))
  const { counts } = listen(Uint8Array.from([...text, ...frame, ...text, ...frame]))
  expect(counts).toEqual({
    good: 2,
    checksum: 0,
    length: 0,
    short: 0,
    escape: 0,
    partial: 0,
    skippedBytes: 46,
  })
})

it('drops a frame that its sender gave up, and one that another began inside', () => {
  const frame = frameMessage(Uint8Array.of(1, 2, 3))
  const abandoned = [...frame.subarray(0, 6), FRAME.escape, FRAME.close]
  expect(listen(Uint8Array.from([...abandoned, ...frame])).messages).toEqual([[1, 2, 3]])
  expect(listen(Uint8Array.from([...frame.subarray(0, 6), ...frame])).messages).toEqual([[1, 2, 3]])
})

it('refuses a frame longer than any monitor sends', () => {
  const { counts } = listen(frameMessage(new Uint8Array(FRAME.maximumBytes)))
  expect(counts).toMatchObject({ good: 0, length: 1 })
})

it('leaves frames of another protocol alone', () => {
  expect(userData(Uint8Array.of(0x12, 1, 0, 0, 0, 0))).toBeNull()
  expect(userData(Uint8Array.of(0x11, 2, 0, 0, 0, 0))).toBeNull()
})
