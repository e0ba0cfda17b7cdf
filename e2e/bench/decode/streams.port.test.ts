import { SlipDecoder } from 'serialport'
import { expect, it } from 'vitest'
import { boardFrames, damagedStream, plainStream, slipStream } from './streams.ts'

const LEAST_BYTES = 5_000

it('makes whole frames of the board, as many as asked for', () => {
  const { bytes, frames, starts } = plainStream(boardFrames(LEAST_BYTES))
  expect(bytes.length).toBeGreaterThanOrEqual(LEAST_BYTES)
  expect(starts).toHaveLength(frames.length + 1)
  expect(starts.at(-1)).toBe(bytes.length)
  for (const frame of frames) expect([...frame.subarray(0, 2)]).toEqual([0x55, 0xaa])
})

it('packs frames as the peer unpacks them', () => {
  const frames = [...boardFrames(LEAST_BYTES), Uint8Array.of(0xc0, 0xdb, 1)]
  const found: Uint8Array[] = []
  const parser = new SlipDecoder()
  parser.on('data', (frame: Buffer) => found.push(new Uint8Array(frame)))
  parser.write(Buffer.from(slipStream(frames).bytes))
  expect(found).toEqual(frames)
})

it('changes about as many bytes as it should, and knows which frames stayed whole', () => {
  const stream = plainStream(boardFrames(LEAST_BYTES))
  const { bytes, changed, intact } = damagedStream(stream, 0.01)
  const different = bytes.filter((byte, at) => byte !== stream.bytes[at]).length
  expect(different).toBe(changed)
  expect(changed).toBeGreaterThan(0)
  const whole = stream.frames.filter((frame, index) => {
    const from = stream.starts[index] ?? 0
    return frame.every((byte, at) => byte === bytes[from + at])
  })
  expect(intact).toEqual(whole)
})
