import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Driver } from './driver.ts'
import { lossOf } from './framing/counts.ts'
import type { Measurement } from './model/measurement.ts'
import { type Subject, subjects } from './testing/subjects.ts'

/** About a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000
/** Beside where a frame is counted: some are only once the next one begins, or the format is known. */
const SEARCHED_BYTES = 400
/** Of a recording; the first ones of some devices have nothing to list. */
const SEARCHED_FRAMES = 50

/** Drivers that list nothing of a recording that is too short for their lock, with the reason. */
const LISTS_NOTHING: Readonly<Record<string, string>> = {
  nonin: 'Its lock is one packet of 25 frames, and a number lies across them: less has none.',
}

/** First byte of what a recording has to list, where it does not stand behind a whole frame. */
const BEGINS_WITH: Readonly<Record<string, number>> = {
  // An answer within which records of curves go on.
  'draeger-medibus': 0x01,
}

/** Options as they hold on a serial line, where a station waits for the lock of a format. */
function serialOptions(driver: Driver): unknown {
  const options = driver.options.parse({})
  return driver.onLine?.('serial', options) ?? options
}

interface Listening {
  readonly wantsEverything: boolean
  readonly options: unknown
}

/** Each byte comes at the millisecond of its place. Out: what was shown, and how many frames were good behind each byte. */
function listen({ wire }: Subject, bytes: Uint8Array, { wantsEverything, options }: Listening) {
  const said: Measurement[] = []
  const decoder = wire.start({ measure: (one) => said.push(one), wantsEverything }, options)
  const good = Array.from(bytes, (_, at) => {
    decoder.push(bytes.subarray(at, at + 1), at)
    return decoder.counts.good
  })
  decoder.end(bytes.length)
  return { shown: said.filter(({ type }) => type !== 'fault'), good, counts: decoder.counts }
}

/** Numbers and alerts: what one listing must have as the other has it. */
function claimsOf(shown: readonly Measurement[]): readonly string[] {
  return shown.flatMap((one) => {
    if (one.type === 'numeric') return [`${one.channel.key} ${one.value} ${one.validity}`]
    return one.type === 'alert' ? [`${one.phase} ${one.text}`] : []
  })
}

const withLock = subjects.filter(([, { driver, isStream }]) => isStream && driver.lock !== undefined)

it('says why of drivers that have a lock only', () => {
  const ids = withLock.map(([, { driver }]) => driver.id)
  for (const id of Object.keys(LISTS_NOTHING)) expect(ids).toContain(id)
})

/** Places behind which a frame was counted; some framers do so only when they see the first byte of the next. */
function boundariesOf(good: readonly number[]): readonly number[] {
  const counted = good.flatMap((count, at) => (count > (good[at - 1] ?? 0) ? [at + 1, at] : []))
  return counted.slice(0, 2 * SEARCHED_FRAMES)
}

describe.each(withLock)('%s', { timeout: SLOW_MS }, (_name, subject) => {
  const { driver } = subject
  const needed = driver.lock?.needed ?? 0
  const recording = new Uint8Array(readFileSync(join(import.meta.dirname, `${subject.fixture}.bin`)))
  const listing = { wantsEverything: true, options: driver.options.parse({}) }
  const station = { wantsEverything: false, options: serialOptions(driver) }
  const longer = listen(subject, recording, listing)
  const boundaries = boundariesOf(longer.good)
  const bytes = Array.from({ length: SEARCHED_BYTES }, (_, index) => index + 1)
  const windows = [
    ...bytes.map((end) => recording.subarray(0, end)),
    ...[0, ...boundaries, recording.indexOf(BEGINS_WITH[driver.id] ?? 0)].flatMap((start) =>
      boundaries
        .filter((end) => end > start)
        .slice(0, 2 * needed)
        .map((end) => recording.subarray(start, end)),
    ),
  ]
  /** Whole frames without damage that are too few for the lock. */
  const short = windows.filter((window) => {
    const { counts } = listen(subject, window, listing)
    return counts.good > 0 && counts.good < needed && lossOf(counts) === 0
  })

  it('lists a clean recording that is too short for its lock, as a longer one does', () => {
    expect(short.length).toBeGreaterThan(0)
    const known = new Set(claimsOf(longer.shown))
    const lists = short.map((window) => listen(subject, window, listing).shown)
    expect(lists.some((shown) => shown.length > 0)).toBe(LISTS_NOTHING[driver.id] === undefined)
    for (const shown of lists) for (const claim of claimsOf(shown)) expect(known).toContain(claim)
  })

  it('H6 shows a station nothing of it, neither while it comes nor at its end', () => {
    for (const window of short) expect(listen(subject, window, station).shown).toEqual([])
  })
})
