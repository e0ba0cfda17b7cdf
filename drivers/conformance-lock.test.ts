import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Driver } from './driver.ts'
import { seededRandom } from './faults/random.ts'
import { lossOf } from './framing/counts.ts'
import { LOCK_NEEDS } from './framing/lock.ts'
import type { Measurement } from './model/measurement.ts'
import { type Subject, subjects } from './testing/subjects.ts'

const NOISE_BYTES = 1_000_000
/** One in so many random frames passes a check of 16 bits. */
const CHECK_16_BITS = 65_536
const BYTE_BITS = 8
/** Enough for some locks gained and lost; short recordings come several times. */
const BYTES = 40_000
/** One changed byte in so many: stretches between two changes are longer than a lock needs, mostly. */
const BYTES_PER_CHANGE = [150, 700, 2_500] as const
/** About a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

/** Options as they hold on a serial line, where formats without a check need their lock. */
function serialOptions(driver: Driver): unknown {
  const options = driver.options.parse({})
  return driver.onLine?.('serial', options) ?? options
}

/**
 * Reads bytes one by one. Out: everything shown with fewer than `needed` well-formed frames in a row up to and
 * with it. Samples that waited to make a whole wave are sent when the lock is lost, so waves may come with the loss.
 */
function shownWithoutLock({ driver, wire }: Subject, bytes: Uint8Array, needed: number) {
  const news: Measurement[] = []
  const decoder = wire.start({ measure: (one) => news.push(one) }, serialOptions(driver))
  const early: Measurement[] = []
  let run = 0
  let shown = 0
  let losses = 0
  for (let at = 0; at < bytes.length; at++) {
    const { good } = decoder.counts
    const loss = lossOf(decoder.counts)
    decoder.push(bytes.subarray(at, at + 1), at)
    const isLost = lossOf(decoder.counts) > loss
    run = decoder.counts.good - good + (isLost ? 0 : run)
    if (isLost) losses++
    for (const one of news) {
      if (one.type === 'fault' || one.type === 'identity' || (isLost && one.type === 'wave')) continue
      shown++
      if (run < needed) early.push(one)
    }
    news.length = 0
  }
  return { early, shown, losses }
}

function filledUp(recording: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: BYTES }, (_, at) => recording[at % recording.length] ?? 0)
}

function damaged(bytes: Uint8Array, bytesPerChange: number): Uint8Array {
  const random = seededRandom(bytesPerChange)
  return bytes.map((byte) =>
    random() * bytesPerChange < 1 ? byte ^ (1 << Math.floor(random() * BYTE_BITS)) : byte,
  )
}

describe.each(subjects)('%s', { timeout: SLOW_MS }, (_name, subject) => {
  const { driver, wire } = subject
  const { lock } = driver
  const recording = new Uint8Array(readFileSync(join(import.meta.dirname, `${subject.fixture}.bin`)))

  it('has a check of at least 16 bits, or a lock', () => {
    if (lock !== undefined) return
    const stated = [...wire.undetectedErrorRate.matchAll(/1 in ([\d,]+)/g)]
    const rates = stated.map(([, digits = '']) => Number(digits.replaceAll(',', '')))
    expect(Math.max(...rates)).toBeGreaterThanOrEqual(CHECK_16_BITS)
  })

  it('says in its README what gets through', () => {
    const [folder = ''] = subject.fixture.split('/')
    const readme = readFileSync(join(import.meta.dirname, folder, 'README.md'), 'utf8')
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(`Undetected errors: ${wire.undetectedErrorRate}.`)
  })

  it('computes what its lock lets through', () => {
    if (lock === undefined) return
    expect(Object.values(LOCK_NEEDS).some((least) => lock.needed >= least)).toBe(true)
    expect(driver.undetectedErrorRate).toContain(lock.text)
    expect(lock.damagedFrame).toBeLessThanOrEqual(1)
    // A megabyte of random bytes gives a false lock less than once in a thousand recordings of that kind.
    expect(lock.falseLock * NOISE_BYTES).toBeLessThan(1e-3)
  })

  it('H6 shows nothing before its lock, loses it at the first malformed frame and must earn it again', () => {
    if (lock === undefined || !subject.isStream) return
    const part = filledUp(recording)
    const clean = shownWithoutLock(subject, part, lock.needed)
    expect(clean.early).toEqual([])
    expect(clean.shown).toBeGreaterThan(0)
    for (const bytesPerChange of BYTES_PER_CHANGE) {
      const { early, losses } = shownWithoutLock(subject, damaged(part, bytesPerChange), lock.needed)
      expect(losses).toBeGreaterThan(0)
      expect(early[0], `one change in ${bytesPerChange}`).toBeUndefined()
    }
  })
})
