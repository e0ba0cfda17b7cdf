import { expect, it } from 'vitest'
import { appendChunk, createRing } from './ring.ts'
import { signalOf } from './signal.ts'
import { testChunk } from './testing/ward.ts'

const RATE_HZ = 100
const second = Array.from({ length: RATE_HZ }, (_, index) => index)

it('says nothing before there is a second of a wave', () => {
  const ring = createRing(RATE_HZ, 16, 24)
  expect(signalOf(ring)).toBeNull()
  appendChunk(ring, testChunk(0, second.slice(0, 50)))
  expect(signalOf(ring)).toBeNull()
})

it('counts what never came, what came without a value, and what the device calls poor', () => {
  const ring = createRing(RATE_HZ, 16, 24)
  for (let at = 0; at < 15; at++) {
    if (at === 10) continue
    const missing = at === 12 ? [{ start: 0, length: 50 }] : []
    const marks = at === 14 ? [{ at: 0, kind: 'leadOff' as const }] : []
    appendChunk(ring, testChunk(at * 1000, second, { missing, marks }))
  }
  // Ten seconds: one never came, half of one has no value; one of the eight and a half is off.
  const signal = signalOf(ring)
  expect(signal?.lossPercent).toBeCloseTo(15, 0)
  expect(signal?.poorPercent).toBeCloseTo(11.8, 0)
  expect(signal?.leadOff).toBe(true)
})

it('is without loss where every sample came', () => {
  const ring = createRing(RATE_HZ, 16, 24)
  for (let at = 0; at < 20; at++) appendChunk(ring, testChunk(at * 1000, second))
  expect(signalOf(ring)).toEqual({ lossPercent: 0, poorPercent: 0, leadOff: false })
})
