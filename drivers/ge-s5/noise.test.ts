import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasNumber } from '../model/measurement.ts'
import { HEADER } from './codes.ts'
import { frameRecord } from './record.ts'
import { Listener, waves } from './testing/records.ts'

const FRAMES = 1_000_000
const FRAME_BYTES = 44
const BATCH = 1000
/** Takes about a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

it(
  'H6 makes no value of a million random frames, and stays the size it was',
  () => {
    const listener = new Listener()
    const batch = new Uint8Array(BATCH * (FRAME_BYTES + 1))
    let state = 11
    for (let done = 0; done < FRAMES; done += BATCH) {
      for (let at = 0; at < batch.length; at++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
        batch[at] = at % (FRAME_BYTES + 1) === 0 ? 0x7e : state >>> 24
      }
      listener.decoder.push(batch, 0)
      // Every refusal is one fault; nothing else may ever be said.
      for (const one of listener.said) if (one.type !== 'fault') expect(one).toBe('a fault')
      listener.said.length = 0
    }
    const { good, checksum, length, short } = listener.decoder.counts
    expect(good).toBe(0)
    expect(checksum + length + short).toBeGreaterThan(FRAMES)
    // The sum alone would have let one in 256 of the long enough ones through.
    expect(length).toBeGreaterThan(FRAMES / 400)
  },
  SLOW_MS,
)

it(
  'H6 makes a new value of frames with one to three damaged bytes no more often than the stated rate',
  () => {
    const clean = new Listener()
    const wire = frameForMutation()
    clean.hear(wire)
    const known = new Set(clean.said.map(claim))
    let state = 5
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
      return (state >>> 8) % below
    }
    let passed = 0
    const tries = 20_000
    for (let index = 0; index < tries; index++) {
      const damaged = Uint8Array.from(wire)
      for (let hits = 1 + random(3); hits > 0; hits--) damaged[1 + random(wire.length - 2)] = random(256)
      const listener = new Listener()
      listener.hear(damaged)
      if (listener.said.some((one) => one.type !== 'fault' && !known.has(claim(one)))) passed++
    }
    expect(passed / tries).toBeLessThan(1 / 256)
  },
  SLOW_MS,
)

it(
  'H6 never throws on a record whose check and length hold, whatever it carries',
  () => {
    const record = fc.record({
      mainType: fc.constantFrom(0, 0, 1, 1, 4, 5, 8, -1, 300),
      types: fc.array(fc.constantFrom(0, 1, 2, 3, 4, 8, 9, 22, 77, 255), { maxLength: 8 }),
      offsets: fc.array(fc.integer({ min: -50, max: 1500 }), { minLength: 8, maxLength: 8 }),
      body: fc.uint8Array({ maxLength: 1450 }),
    })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        const listener = new Listener()
        for (const { mainType, types, offsets, body } of records) {
          const bytes = new Uint8Array(HEADER.size + body.length)
          bytes.set(body, HEADER.size)
          const view = new DataView(bytes.buffer)
          view.setInt16(HEADER.length, bytes.length, true)
          view.setInt16(HEADER.mainType, mainType, true)
          for (const [index, type] of types.entries()) {
            view.setInt16(HEADER.descriptors + 3 * index, offsets[index] ?? 0, true)
            view.setUint8(HEADER.descriptors + 3 * index + 2, type)
          }
          listener.hear(frameRecord(bytes))
        }
        expect(listener.decoder.counts.good).toBe(records.length)
        for (const one of listener.said) {
          if (one.type === 'numeric') expect(one.value !== null).toBe(hasNumber(one.validity))
          if (one.type === 'numeric' && one.value !== null) expect(Number.isFinite(one.value)).toBe(true)
          if (one.type === 'wave') {
            for (const run of one.missing)
              expect(run.start + run.length).toBeLessThanOrEqual(one.samples.length)
          }
        }
      }),
    )
  },
  SLOW_MS,
)

function claim(one: Listener['said'][number]): string {
  return one.type === 'wave' ? `${one.channel.key} ${one.samples.join()}` : one.type
}

/** A short wave record, as the twin sends it. */
function frameForMutation(): Uint8Array {
  return waves([{ type: 8, samples: [10, 20, 30, 40, 50, 40, 30, 20, 10, 0] }])
}
