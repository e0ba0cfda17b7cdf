import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checksums } from './checksum.ts'
import { type DelimitedFormat, DelimitedFramer, stuff } from './delimited.ts'

const MAXIMUM = 64
const checks = {
  checksumHolds: (frame: Uint8Array) =>
    checksums.sum8(frame, 0, frame.length - 1) === frame[frame.length - 1],
  lengthHolds: (frame: Uint8Array) => frame[0] === frame.length,
}
/** One shared flag, as in HDLC. */
const flagged: DelimitedFormat = {
  open: 0x7e,
  close: 0x7e,
  escape: 0x7d,
  flip: 0x20,
  stuffed: [0x7e, 0x7d],
  minimumBytes: 4,
  maximumBytes: MAXIMUM,
  ...checks,
}
/** Different bytes for the two ends. */
const paired: DelimitedFormat = { ...flagged, open: 0xc0, close: 0xc1, stuffed: [0xc0, 0xc1, 0x7d] }

/** A frame body with its length in front and its sum behind. */
function plain(body: readonly number[]): Uint8Array {
  const bytes = Uint8Array.of(body.length + 2, ...body, 0)
  bytes[bytes.length - 1] = checksums.sum8(bytes, 0, bytes.length - 1)
  return bytes
}

const framed = (format: DelimitedFormat, body: readonly number[]): number[] => [...stuff(format, plain(body))]

function run(format: DelimitedFormat, chunks: readonly (readonly number[])[]) {
  const frames: number[][] = []
  const faults: [string, number][] = []
  const framer = new DelimitedFramer(format, {
    onFrame: (frame) => frames.push([...frame]),
    onFault: (kind, bytes) => faults.push([kind, bytes]),
  })
  for (const chunk of chunks) framer.push(Uint8Array.from(chunk))
  framer.end()
  return { frames, faults, counts: { ...framer.counts } }
}

const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }
const body = [1, 2, 0x7e, 0x7d, 0xc0, 0xc1]

it('undoes stuffing of the body and of the checksum', () => {
  // 0x7e - 4 (length) - 2 (body) = 0x78: the sum is the flag itself.
  const sumIsFlag = [0x78, 2]
  for (const format of [flagged, paired]) {
    const { frames, counts } = run(format, [[...framed(format, body), ...framed(format, sumIsFlag)]])
    expect(frames).toEqual([[...plain(body)], [...plain(sumIsFlag)]])
    expect(counts).toEqual({ ...zero, good: 2 })
  }
})

it('takes one flag between two frames, and counts empty frames nowhere', () => {
  const one = framed(flagged, body)
  const shared = [...one, ...one.slice(1), 0x7e, 0x7e, 0x7e]
  expect(run(flagged, [shared]).counts).toEqual({ ...zero, good: 2 })
})

it('counts a frame cut by the start and one cut by the end as partial, not bad', () => {
  for (const format of [flagged, paired]) {
    const one = framed(format, body)
    const { counts, frames } = run(format, [[...one.slice(3), ...one, ...one.slice(0, 4)]])
    expect(frames).toHaveLength(1)
    expect(counts).toEqual({ ...zero, good: 1, partial: 2 })
  }
})

it('classes a refused frame by the first test it fails', () => {
  const wrongSum = [...plain(body)]
  wrongSum[1] = 99
  const wrongLength = [...plain(body)]
  wrongLength[0] = 99
  wrongLength[wrongLength.length - 1] = checksums.sum8(
    Uint8Array.from(wrongLength),
    0,
    wrongLength.length - 1,
  )
  const tooLong = plain(Array.from({ length: MAXIMUM }, () => 1))
  const one = framed(flagged, [1, 2, 3])
  // 0x41 needs no stuffing: a sender that stuffs it is broken, although everything else holds.
  const oddEscape = [0x7e, ...plain([0x41, 3])].flatMap((byte) => (byte === 0x41 ? [0x7d, 0x61] : [byte]))
  const input = [
    ...stuff(flagged, Uint8Array.from(wrongSum)),
    ...stuff(flagged, Uint8Array.from(wrongLength)),
    ...stuff(flagged, tooLong),
    ...[0x7e, 1, 2, 0x7e],
    ...oddEscape,
    ...one,
  ]
  const { counts, frames, faults } = run(flagged, [input])
  expect(counts).toEqual({ ...zero, good: 1, checksum: 1, length: 2, short: 1, escape: 1 })
  expect(frames).toEqual([[...plain([1, 2, 3])]])
  expect(faults.map(([kind]) => kind)).toEqual(['checksum', 'length', 'length', 'short', 'escape'])
})

it('keeps bytes outside frames apart from frames, where the two ends differ', () => {
  const one = framed(paired, body)
  const { counts, faults } = run(paired, [[1, 2, 3, ...one, 4, 5, ...one, 6]])
  expect(counts).toEqual({ ...zero, good: 2, skippedBytes: 6 })
  expect(faults).toEqual([
    ['skipped', 3],
    ['skipped', 2],
    ['skipped', 1],
  ])
})

it('drops a frame that another one interrupts, and keeps the other', () => {
  const one = framed(paired, body)
  const { counts, frames } = run(paired, [[...one.slice(0, 4), ...one]])
  expect(frames).toHaveLength(1)
  expect(counts).toEqual({ ...zero, good: 1, short: 1 })
})

it('counts an end that belongs to no frame among the bytes outside', () => {
  const one = framed(paired, body)
  const { counts } = run(paired, [[1, 0xc1, ...one, 0xc1, 7, 0xc1, ...one]])
  expect(counts).toMatchObject({ good: 2, partial: 1, skippedBytes: 3 })
})

it('calls an input without one delimiter skipped, and a long one before the first flag too', () => {
  expect(run(flagged, [[1, 2, 3]]).counts).toEqual({ ...zero, skippedBytes: 3 })
  const long = Array.from({ length: 3 * MAXIMUM }, () => 1)
  expect(run(flagged, [[...long, ...framed(flagged, body)]]).counts).toEqual({
    ...zero,
    good: 1,
    skippedBytes: long.length,
  })
})

it('gives the same result however the stream is cut', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }).map((bytes) => framed(flagged, bytes)),
      fc.array(fc.constantFrom(0x7e, 0x7d, 0xc0, 0xc1, 0, 4, 0x5e), { maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(
      pieces,
      fc.constantFrom(flagged, paired),
      fc.integer({ min: 1, max: 9 }),
      (parts, format, size) => {
        const stream = parts.flat()
        const chunks: number[][] = []
        for (let at = 0; at < stream.length; at += size) chunks.push(stream.slice(at, at + size))
        expect(run(format, chunks)).toEqual(run(format, [stream]))
      },
    ),
  )
})

it('loses only the frame that one changed byte hits', () => {
  const bodies = [
    [1, 2, 3],
    [4, 0x7e, 6],
    [7, 8, 9],
  ]
  const stream = bodies.flatMap((bytes) => framed(flagged, bytes))
  const known = new Set(bodies.map((bytes) => plain(bytes).join()))
  for (let at = 0; at < stream.length; at++) {
    for (let change = 1; change <= 255; change++) {
      const damaged = stream.map((byte, index) => (index === at ? byte ^ change : byte))
      const { frames } = run(flagged, [damaged])
      // A flag that turns into data joins two frames, so two can be lost; a wrong one never appears.
      if (frames.length === 0 || frames.some((frame) => !known.has(frame.join()))) {
        expect({ at, change, frames }).toBe('at least one frame, and only sent ones')
      }
    }
  }
})

it('round-trips any record', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 2, maxLength: 60 }), (bytes) => {
      for (const format of [flagged, paired]) {
        expect(run(format, [framed(format, bytes)]).frames).toEqual([[...plain(bytes)]])
      }
    }),
  )
})
