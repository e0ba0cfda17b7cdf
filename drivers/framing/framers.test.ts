import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksums } from './checksum.ts'
import type { FrameFault, Framer, FrameSink } from './counts.ts'
import { EnvelopeFramer } from './envelope.ts'
import { exactly, LengthFramer } from './length.ts'
import { LineFramer } from './line.ts'
import { SyncBitFramer } from './sync-bit.ts'

const MAXIMUM = 24
const BODY = 6
const sumOf = (bytes: Uint8Array): number => checksums.sum8(bytes, 0, bytes.length)
const text = (words: string): number[] => [...new TextEncoder().encode(words)]
const hex = (value: number): string => value.toString(16).padStart(2, '0').toUpperCase()

/** `AA 55 length body.. sum`, the sum over all before it. */
function lengthFrame(body: readonly number[]): number[] {
  const head = [0xaa, 0x55, body.length + 4, ...body]
  return [...head, sumOf(Uint8Array.from(head))]
}

/** Printable body, two hexadecimal digits of its sum, line end. */
function line(body: readonly number[]): number[] {
  const words = body.map((byte) => 0x41 + (byte % 26))
  return [...words, ...text(hex(sumOf(Uint8Array.from(words)))), 0x0d, 0x0a]
}

/** STX, printable body, ETX, two hexadecimal digits of the body's sum. */
function envelope(body: readonly number[]): number[] {
  const words = body.map((byte) => 0x41 + (byte % 26))
  return [2, ...words, 3, ...text(hex(sumOf(Uint8Array.from(words))))]
}

/** `81`, six bytes below 80, and their sum below 80. */
function syncBit(body: readonly number[]): number[] {
  const low = Array.from({ length: BODY }, (_, at) => (body[at] ?? 0) & 0x7f)
  return [0x81, ...low, sumOf(Uint8Array.from(low)) & 0x7f]
}

const endsInSum = (frame: Uint8Array, from: number, to: number, at: number): boolean =>
  frame.subarray(from, to).every((byte) => byte >= 0x20) &&
  hex(checksums.sum8(frame, from, to)) === String.fromCharCode(frame[at] ?? 0, frame[at + 1] ?? 0)

interface Subject {
  make(sink: FrameSink): Framer
  wire(body: readonly number[]): number[]
  /** What of the wire a frame is. */
  frame(wire: readonly number[]): readonly number[]
}

const subjects = {
  length: {
    make: (sink) =>
      new LengthFramer(
        {
          sync: exactly(0xaa, 0x55),
          headerBytes: 3,
          maximumBytes: MAXIMUM,
          lengthOf: (header) => header[2] ?? null,
          problemOf: (frame) =>
            checksums.sum8(frame, 0, frame.length - 1) === frame.at(-1) ? null : 'checksum',
        },
        sink,
      ),
    wire: lengthFrame,
    frame: (wire) => wire,
  },
  line: {
    make: (sink) =>
      new LineFramer(
        {
          maximumBytes: MAXIMUM,
          problemOf: (bytes) => (endsInSum(bytes, 0, bytes.length - 2, bytes.length - 2) ? null : 'checksum'),
        },
        sink,
      ),
    wire: line,
    frame: (wire) => wire.slice(0, -2),
  },
  envelope: {
    make: (sink) =>
      new EnvelopeFramer(
        {
          open: 2,
          close: 3,
          trailerBytes: 2,
          minimumBytes: 4,
          maximumBytes: MAXIMUM,
          problemOf: (bytes) => (endsInSum(bytes, 1, bytes.length - 3, bytes.length - 2) ? null : 'checksum'),
        },
        sink,
      ),
    wire: envelope,
    frame: (wire) => wire,
  },
  'sync bit': {
    make: (sink) =>
      new SyncBitFramer(
        {
          first: 'high',
          maximumBytes: MAXIMUM,
          lengthOf: (first) => (first === 0x81 ? BODY + 2 : null),
          problemOf: (frame) =>
            (checksums.sum8(frame, 1, frame.length - 1) & 0x7f) === frame.at(-1) ? null : 'checksum',
        },
        sink,
      ),
    wire: syncBit,
    frame: (wire) => wire,
  },
} satisfies Readonly<Record<string, Subject>>

function run(subject: Subject, chunks: readonly (readonly number[])[]) {
  const frames: string[] = []
  const faults: [FrameFault, number][] = []
  const framer = subject.make({
    onFrame: (frame) => frames.push(frame.join()),
    onFault: (kind, bytes) => faults.push([kind, bytes]),
  })
  for (const chunk of chunks) framer.push(Uint8Array.from(chunk))
  framer.end()
  return { frames, faults, counts: { ...framer.counts } }
}

const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }
const bodies = [
  [1, 2, 3, 4, 5, 6],
  [7, 8, 9, 10, 11, 12],
  [13, 14, 15, 16, 17, 18],
]

describe.each(Object.entries(subjects))('%s framer', (_name, subject) => {
  const byte = fc.integer({ min: 0, max: 255 })
  const frameOf = (body: readonly number[]): string => subject.frame(subject.wire(body)).join()

  it('finds any frame', () => {
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 12 }), (body) => {
        const { frames, counts } = run(subject, [subject.wire(body), subject.wire(body)])
        expect(frames).toEqual([frameOf(body), frameOf(body)])
        expect(counts).toEqual({ ...zero, good: 2 })
      }),
    )
  })

  it('gives the same result however the stream is cut, and accounts for every byte', () => {
    const part = fc.oneof(
      fc.array(byte, { minLength: 1, maxLength: 12 }).map((body) => subject.wire(body)),
      fc.array(fc.constantFrom(0xaa, 0x55, 2, 3, 0x0d, 0x81, 0x41, 7, 0x80), { maxLength: 12 }),
      fc.array(byte, { maxLength: 60 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const stream = parts.flat()
        const chunks: number[][] = []
        for (let at = 0; at < stream.length; at += size) chunks.push(stream.slice(at, at + size))
        const whole = run(subject, [stream])
        expect(run(subject, chunks)).toEqual(whole)
        const lost = whole.faults.reduce((sum, [, bytes]) => sum + bytes, 0)
        expect(lost).toBeLessThanOrEqual(stream.length)
        expect(whole.counts.partial).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('counts what the start and the end of the input cut as partial, not bad', () => {
    const wire = subject.wire(bodies[0] ?? [])
    const { frames, counts } = run(subject, [[...wire.slice(3), ...wire, ...wire.slice(0, 4)]])
    expect(frames).toHaveLength(1)
    expect(counts).toEqual({ ...zero, good: 1, partial: 2 })
  })

  it('loses at most the frame that one changed byte hits and the one behind it', () => {
    const stream = bodies.flatMap((body) => subject.wire(body))
    const known = new Set(bodies.map(frameOf))
    for (let at = 0; at < stream.length; at++) {
      for (let change = 1; change <= 255; change++) {
        const { frames } = run(subject, [stream.map((one, index) => (index === at ? one ^ change : one))])
        if (frames.length === 0 || frames.some((frame) => !known.has(frame)))
          expect({ at, change, frames }).toBe('at least one frame, and only sent ones')
      }
    }
  })

  it('loses at most two frames to a dropped byte', () => {
    const stream = bodies.flatMap((body) => subject.wire(body))
    for (let at = 0; at < stream.length; at++)
      expect(run(subject, [stream.toSpliced(at, 1)]).counts.good).toBeGreaterThanOrEqual(1)
  })

  it('finds the first frame behind noise, and takes noise alone without growing', () => {
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 400 }), (noise) => {
        const tail = [...bodies, ...bodies, ...bodies].flatMap((body) => subject.wire(body))
        const { frames } = run(subject, [noise, tail])
        // A length byte in the noise may take up to MAXIMUM bytes with it before it is refused.
        expect(frames.slice(-6)).toEqual([...bodies, ...bodies].map(frameOf))
      }),
    )
  })
})

it('LengthFramer gives back a true frame that a false start had taken in', () => {
  const subject = subjects.length
  const wire = lengthFrame([1, 2])
  const { frames, counts } = run(subject, [lengthFrame([9]), [0xaa, 0x55, 20], wire, wire, wire, wire])
  expect(frames).toHaveLength(5)
  expect(counts).toEqual({ ...zero, good: 5, checksum: 1 })
})

it('LengthFramer refuses a length that cannot be', () => {
  const subject = subjects.length
  const { counts } = run(subject, [lengthFrame([1]), [0xaa, 0x55, 200], lengthFrame([1])])
  expect(counts).toEqual({ ...zero, good: 2, length: 1 })
})

it('LineFramer takes CR, LF and both, and refuses a line that is too long once', () => {
  const subject = subjects.line
  const words = line([1, 2]).slice(0, -2)
  const long = Array.from({ length: 3 * MAXIMUM }, () => 0x41)
  const { counts } = run(subject, [
    words,
    [0x0d],
    words,
    [0x0a],
    words,
    [0x0d, 0x0a, 0x0d, 0x0a],
    long,
    [0x0d],
    words,
    [0x0a],
  ])
  expect(counts).toEqual({ ...zero, good: 4, length: 1 })
})

it('EnvelopeFramer drops a body that another one interrupts, and one without end', () => {
  const subject = subjects.envelope
  const long = [2, ...Array.from({ length: 2 * MAXIMUM }, () => 0x41)]
  const { counts } = run(subject, [envelope([1]), [2, 0x41, 0x42], envelope([2]), long, envelope([3])])
  expect(counts).toEqual({ ...zero, good: 3, short: 1, length: 1, skippedBytes: MAXIMUM })
})

it('SyncBitFramer ends a frame at an early first byte, and skips what follows a whole one', () => {
  const wire = syncBit([1, 2, 3])
  const { counts } = run(subjects['sync bit'], [wire, wire.slice(0, 4), wire, [1, 2], wire, [0x82], wire])
  expect(counts).toEqual({ ...zero, good: 4, short: 1, length: 1, skippedBytes: 2 })
})
