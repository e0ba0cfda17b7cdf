import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatLock, LOCK_NEEDS, LockGate, lockErrors, lockedSink, WAITS_AT_MOST_MS } from './lock.ts'

it('shows nothing before the eighth well-formed frame in a row', () => {
  const lock = new FormatLock()
  const shown = Array.from({ length: 10 }, () => lock.wellFormed())
  expect(shown).toEqual([false, false, false, false, false, false, false, true, true, true])
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

it('stands between framer and decoder, holds back no fault, and gives what it held the time it came', () => {
  const seen: string[] = []
  let nowMs = 0
  const sink = lockedSink(
    new FormatLock(3),
    {},
    {
      onFrame: (frame, atMs) => seen.push(`frame ${frame[0]} of ${atMs}`),
      onFault: (kind) => seen.push(kind),
    },
    () => nowMs,
  )
  // The view lies in the framer's buffer and changes with the next frame.
  const buffer = new Uint8Array(1)
  const frames = (...numbers: readonly number[]): void => {
    for (nowMs of numbers) {
      buffer[0] = nowMs
      sink.onFrame(buffer)
    }
  }
  frames(1, 2)
  sink.onFault('short', 1)
  frames(4, 5)
  expect(seen).toEqual(['short'])
  frames(6, 7)
  expect(seen.slice(1)).toEqual(['frame 4 of 4', 'frame 5 of 5', 'frame 6 of 6', 'frame 7 of 7'])
})

it('shows every unit of a row that is long enough, in order and once, and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.integer({ min: 1, max: 9 }), (stream, needed) => {
      const lock = new FormatLock(needed)
      const shown: number[] = []
      const gate = new LockGate<number>(lock, {}, (unit) => shown.push(unit))
      const wanted: number[] = []
      let row: number[] = []
      stream.forEach((isGood, at) => {
        row = isGood ? [...row, at] : []
        if (isGood) gate.wellFormed(at, at)
        else lock.malformed()
        if (row.length === needed) wanted.push(...row)
        else if (row.length > needed) wanted.push(at)
        expect(shown).toEqual(wanted)
      })
    }),
  )
})

it('starts a new row behind a unit that is found impossible while it is shown', () => {
  const lock = new FormatLock(3)
  const shown: number[] = []
  const gate = new LockGate<number>(lock, {}, (unit) => {
    if (unit === 13) lock.malformed()
    else shown.push(unit)
  })
  for (const unit of [1, 13, 3]) gate.wellFormed(unit, 0)
  expect([shown, lock.inARow]).toEqual([[1], 1])
  for (const unit of [4, 5]) gate.wellFormed(unit, 0)
  expect(shown).toEqual([1, 3, 4, 5])
})

it('leaves out what became too old while it waited, unless everything is wanted', () => {
  const shownOf = (out: { readonly wantsEverything?: boolean }): number[] => {
    const shown: number[] = []
    const gate = new LockGate<number>(new FormatLock(3), out, (unit) => shown.push(unit))
    gate.wellFormed(1, 0)
    gate.wellFormed(2, 1)
    gate.wellFormed(3, WAITS_AT_MOST_MS + 1)
    return shown
  }
  expect(shownOf({})).toEqual([2, 3])
  expect(shownOf({ wantsEverything: true })).toEqual([1, 2, 3])
})

describe('a recording that ends before its lock', () => {
  const everything = { wantsEverything: true }
  const shownAtEnd = (out: { readonly wantsEverything?: boolean }, stream: readonly string[]): string[] => {
    const lock = new FormatLock(3)
    const shown: string[] = []
    const gate = new LockGate<string>(lock, out, (unit) => shown.push(unit))
    for (const one of stream) {
      if (one === 'checksum' || one === 'partial') lock.malformed(one)
      else gate.wellFormed(one, 0)
    }
    expect(shown).toEqual([])
    lock.end()
    // Another input begins with nothing of this one.
    gate.wellFormed('next', 0)
    return shown
  }

  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    // Cut by the start and the end of the file.
    [
      ['partial', 'a', 'b', 'partial'],
      ['a', 'b'],
    ],
    [['a', 'checksum', 'b'], []],
    [['checksum', 'a', 'b'], []],
    [['a', 'b', 'checksum'], []],
  ])('of %j lists %j', (stream, listed) => {
    expect(shownAtEnd(everything, stream)).toEqual(listed)
    expect(shownAtEnd({}, stream)).toEqual([])
  })
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
