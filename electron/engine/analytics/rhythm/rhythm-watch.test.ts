import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { every } from '../testing/synthetic.ts'
import { ADULT_RATES, RHYTHM } from './rhythm-table.ts'
import { type RhythmBeat, type RhythmEvent, RhythmWatch } from './rhythm-watch.ts'

function beats(times: readonly number[], typicality = 1): RhythmBeat[] {
  return times.map((atSeconds) => ({ atSeconds, span: 1, typicality }))
}

/** All events, with a tick each quarter of a second up to the end. */
function watched(all: readonly RhythmBeat[], end: number, lost: readonly number[] = []): RhythmEvent[] {
  const events: RhythmEvent[] = []
  const watch = new RhythmWatch((event) => events.push(event))
  let before = Number.NEGATIVE_INFINITY
  for (let now = 0; now <= end; now += 0.25) {
    for (const beat of all) if (beat.atSeconds > before && beat.atSeconds <= now) watch.beat(beat)
    if (lost.includes(now)) watch.lost(now)
    watch.tick(now)
    before = now
  }
  return events
}

function kinds(events: readonly RhythmEvent[]): string[] {
  return events.map(({ kind, phase, why }) => `${kind} ${phase}${why === null ? '' : ` ${why}`}`)
}

describe('asystole', () => {
  it('is told 5.6 s after the last beat, since that beat, and ends with the next one', () => {
    const events = watched(beats([...every(0.8, 10), 20, 20.8, 21.6]), 24)
    expect(kinds(events)).toEqual(['asystole start', 'asystole end over'])
    expect(events[0]?.sinceSeconds).toBeCloseTo(9.3, 6)
    expect((events[0]?.atSeconds ?? 0) - (events[0]?.sinceSeconds ?? 0)).toBeLessThan(
      RHYTHM.asystoleSeconds + RHYTHM.decidedSeconds + 0.3,
    )
  })

  it('is told of a pause of four seconds that is over before, and not of a shorter one', () => {
    const pause = (seconds: number) => kinds(watched(beats([1, 2, 3, 3 + seconds, 4 + seconds]), 6 + seconds))
    expect(pause(4.5)).toEqual(['asystole start', 'asystole end over'])
    // Four distances of 6.9 s are a rate of 35: that is told.
    expect(pause(3.9)).toEqual(['extremeBradycardia start'])
  })

  it('is not hidden by the wiggles that a detector finds on a flat line', () => {
    const wiggles = every(0.4, 20, 10).map((atSeconds) => ({ atSeconds, span: 0.02, typicality: 0.9 }))
    expect(kinds(watched([...beats(every(0.8, 10)), ...wiggles], 20))).toEqual(['asystole start'])
  })

  it('is not told while the signal is gone, nor before the first beat', () => {
    expect(watched([], 60)).toEqual([])
    expect(watched(beats(every(0.8, 10)), 40, every(0.25, 40.1, 10))).toEqual([])
    expect(kinds(watched(beats(every(0.8, 10)), 60, [40]))).toEqual([
      'asystole start',
      'asystole end signalLost',
      'asystole start',
    ])
  })

  it('comes for any rhythm that stops, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.25, max: 3.9, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (distances, typicality) => {
          let at = 0
          const all = distances.map((distance, index) => {
            at += distance
            return { atSeconds: at, span: 1, typicality: typicality[index] ?? 1 }
          })
          const events = watched(all, at + 6)
          expect(events.at(-1)).toMatchObject({ kind: 'asystole', phase: 'start', sinceSeconds: at })
          // One rhythm at a time: each start follows an end.
          events.forEach(({ phase, kind }, index) => {
            expect(phase).toBe(index % 2 === 0 ? 'start' : 'end')
            if (phase === 'end') expect(events[index - 1]?.kind).toBe(kind)
          })
        },
      ),
    )
  })
})

describe('extreme rates', () => {
  it('tells 17 beats above 140 and 5 below 40, and their end', () => {
    expect(kinds(watched(beats(every(60 / 150, 12)), 12))).toEqual(['extremeTachycardia start'])
    expect(kinds(watched(beats(every(60 / 35, 20)), 20))).toEqual(['extremeBradycardia start'])
    const back = [...every(60 / 35, 20), ...every(0.8, 30, 20)]
    expect(kinds(watched(beats(back), 30))).toEqual([
      'extremeBradycardia start',
      'extremeBradycardia end over',
    ])
  })

  it('is silent just within the limits, and before there are enough beats', () => {
    expect(watched(beats(every(60 / 139, 30)), 30)).toEqual([])
    expect(watched(beats(every(60 / 41, 30)), 30)).toEqual([])
    expect(watched(beats(every(60 / 150, (60 / 150) * 16 + 0.4)), 7)).toEqual([])
    expect(watched(beats(every(60 / 35, 6)), 6)).toEqual([])
  })

  it('takes the limits of a profile, and refuses what are none', () => {
    const events: RhythmEvent[] = []
    const watch = new RhythmWatch((event) => events.push(event), {
      bradycardiaUnder: 60,
      tachycardiaAbove: 220,
    })
    for (const beat of beats(every(60 / 55, 10))) watch.beat(beat)
    expect(kinds(events)).toEqual(['extremeBradycardia start'])
    for (const bradycardiaUnder of [0, -1, Number.NaN, 140, 200]) {
      expect(() => new RhythmWatch(() => {}, { ...ADULT_RATES, bradycardiaUnder })).toThrow(TypeError)
    }
  })
})

describe('ventricular tachycardia candidate', () => {
  const run = (count: number, rate: number) => [
    ...beats(every(0.8, 10)),
    ...beats(
      Array.from({ length: count }, (_, index) => 10 + (index * 60) / rate),
      0.3,
    ),
    ...beats(every(0.8, 20, 10 + (count * 60) / rate)),
  ]

  it('needs five unusual beats in a row, each above 100 a minute', () => {
    const [start, end, ...others] = watched(run(5, 150), 20)
    expect(start).toMatchObject({ kind: 'ventricularTachycardia', phase: 'start', sinceSeconds: 10 })
    expect(end).toMatchObject({ kind: 'ventricularTachycardia', phase: 'end', why: 'over' })
    expect(others).toEqual([])
    expect(watched(run(4, 150), 20)).toEqual([])
    expect(watched(run(8, 95), 20)).toEqual([])
  })

  it('gives way to asystole, and is told before an extreme rate', () => {
    const fast = beats(every(0.3, 10), 0.3)
    expect(kinds(watched(fast, 17))).toEqual([
      'ventricularTachycardia start',
      'ventricularTachycardia end overtaken',
      'asystole start',
    ])
  })
})
