import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FormatLock, LOCK_NEEDS, lockErrors, lockedSink } from './lock.ts'

it('shows nothing before the eighth well-formed frame in a row', () => {
  const lock = new FormatLock()
  const shown = Array.from({ length: 10 }, () => lock.wellFormed())
  expect(shown).toEqual([false, false, false, false, false, false, false, true, true, true])
  expect(lock.withheld).toBe(7)
})

it('takes three whole-second blocks where the format has them', () => {
  const lock = new FormatLock(LOCK_NEEDS.secondBlocks)
  expect([lock.wellFormed(), lock.wellFormed(), lock.wellFormed()]).toEqual([false, false, true])
})

it('is lost at the first malformed frame and must be earned again', () => {
  const lock = new FormatLock(2)
  lock.wellFormed()
  lock.wellFormed()
  expect(lock.locked).toBe(true)
  lock.malformed()
  expect(lock.locked).toBe(false)
  expect([lock.wellFormed(), lock.wellFormed()]).toEqual([false, true])
})

it('shows a frame exactly when the run of well-formed ones before and with it is long enough', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.integer({ min: 1, max: 9 }), (stream, needed) => {
      const lock = new FormatLock(needed)
      stream.forEach((good, at) => {
        const run = stream.slice(Math.max(0, at - needed + 1), at + 1)
        if (good) expect(lock.wellFormed()).toBe(run.length === needed && run.every(Boolean))
        else lock.malformed()
      })
    }),
  )
})

it('stands between framer and decoder, and holds back no fault', () => {
  const seen: string[] = []
  const sink = lockedSink(new FormatLock(2), {
    onFrame: (frame) => seen.push(`frame ${frame[0]}`),
    onFault: (kind) => seen.push(kind),
  })
  for (const at of [1, 2, 3]) sink.onFrame(Uint8Array.of(at))
  sink.onFault('short', 1)
  for (const at of [4, 5]) sink.onFrame(Uint8Array.of(at))
  expect(seen).toEqual(['frame 2', 'frame 3', 'short', 'frame 5'])
})

it('computes what still gets through', () => {
  const errors = lockErrors(
    [
      { allowed: 1, possible: 256 },
      { allowed: 1, possible: 2 },
    ],
    3,
  )
  expect(errors.damagedFrame).toBe(1 / 512)
  expect(errors.falseLock).toBe(1 / 512 ** 3)
  expect(errors.text).toContain('1 in 512 of frames')
  expect(errors.text).toContain('1 in 134,217,728 of random runs')
  expect(lockErrors([{ allowed: 1, possible: 65_536 }]).text).toContain(
    'less than 1 in 1,000,000,000,000,000 of',
  )
})

it('names what is wrong with its arguments', () => {
  expect(() => new FormatLock(0)).toThrow(new TypeError('"needed" must be a whole number above zero'))
  expect(() => lockErrors([{ allowed: 0, possible: 4 }])).toThrow('"rules"')
  expect(() => lockErrors([{ allowed: 5, possible: 4 }])).toThrow('"rules"')
})
