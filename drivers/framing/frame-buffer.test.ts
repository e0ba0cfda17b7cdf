import { expect, it } from 'vitest'
import { FrameBuffer } from './frame-buffer.ts'
import { joinBytes } from './join.ts'

it('gives the same view again for the same length, and what is in it is what was last taken', () => {
  const buffer = new FrameBuffer(400)
  const view = buffer.first(2)
  buffer.bytes.set([7, 8, 9])
  expect(buffer.first(2)).toBe(view)
  expect([...view]).toEqual([7, 8])
  expect([...buffer.first(3)]).toEqual([7, 8, 9])
  expect(buffer.first(400)).toHaveLength(400)
  expect(buffer.first(400)).not.toBe(buffer.first(400))
})

it('joins pieces in order, none and empty ones too', () => {
  expect(joinBytes([])).toEqual(new Uint8Array(0))
  expect(joinBytes([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])).toEqual(
    Uint8Array.of(1, 2, 3),
  )
})
