import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'
import { burst, burstMs } from './burst.ts'
import { MELODIES, TIMINGS } from './burst-table.ts'
import { LEAD_MS, nextStep, type PlannedBurst, SILENT, type Sounding, type SoundPlan } from './schedule.ts'

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }
const LOOK_EVERY_MS = 50

function alarm(id: string, priority: Priority, more: Partial<Sounding> = {}): Sounding {
  return { id, priority, cause: 'general', sinceUtcMs: 0, louder: false, ...more }
}

/** What was heard: bursts as they ended, and what was wanted when each began. */
interface Heard extends PlannedBurst {
  readonly wanted: readonly Sounding[]
}

/** Plays a scene as the player does: looks at each change and when a burst ends. In: what is wanted at each look. */
function play(scene: readonly (readonly Sounding[])[]): Heard[] {
  let plan: SoundPlan = SILENT
  const heard: Heard[] = []
  for (const [index, wanted] of scene.entries()) {
    const nowMs = index * LOOK_EVERY_MS
    const { plan: next, stopAtMs, cancel, start } = nextStep(plan, wanted, nowMs)
    const last = heard.at(-1)
    if (cancel) heard.pop()
    if (stopAtMs !== null && last !== undefined) heard[heard.length - 1] = { ...last, endMs: stopAtMs }
    if (start !== null) heard.push({ ...start, wanted })
    plan = next
  }
  return heard.filter(({ startMs }) => startMs < scene.length * LOOK_EVERY_MS)
}

function during(ms: number, wanted: readonly Sounding[]): (readonly Sounding[])[] {
  return Array.from({ length: ms / LOOK_EVERY_MS }, () => wanted)
}

describe('what sounds next', () => {
  it('repeats an alarm at its pace until nobody wants it any more', () => {
    for (const priority of ['high', 'medium', 'low'] as const) {
      const { everyMs } = TIMINGS[priority]
      const starts = play(during(everyMs * 2 + 1_000, [alarm('a', priority)])).map(({ startMs }) => startMs)
      expect(starts).toEqual([LEAD_MS, LEAD_MS + everyMs, LEAD_MS + 2 * everyMs])
    }
    expect(play(during(5_000, []))).toEqual([])
  })

  it('breaks off a lower burst after its pulse for a high alarm, which then sounds at once', () => {
    const medium = alarm('m', 'medium')
    const heard = play([...during(600, [medium]), ...during(2_000, [medium, alarm('h', 'high')])])
    expect(heard.map(({ priority }) => priority)).toEqual(['medium', 'high'])
    expect(heard[0]?.endMs).toBe(LEAD_MS + 600)
    expect((heard[1]?.startMs ?? 0) - 600).toBeLessThan(350)
  })

  it('ends a high burst at its half when it was acknowledged, and lets a medium one finish', () => {
    expect(play([...during(400, [alarm('h', 'high')]), ...during(4_000, [])])).toMatchObject([
      { startMs: LEAD_MS, endMs: LEAD_MS + 1_400 },
    ])
    expect(play([...during(2_000, [alarm('h', 'high')]), ...during(4_000, [])])).toMatchObject([
      { endMs: LEAD_MS + 3_500 },
    ])
    expect(play([...during(400, [alarm('m', 'medium')]), ...during(4_000, [])])).toMatchObject([
      { endMs: LEAD_MS + 1_000 },
    ])
  })

  it('does not stack equal alarms: one burst tells of both, the latest gives the melody', () => {
    const both = [
      alarm('a', 'high', { cause: 'cardiac', sinceUtcMs: 1 }),
      alarm('b', 'high', { cause: 'oxygen', sinceUtcMs: 2 }),
    ]
    const heard = play(during(7_000, both))
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ cause: 'oxygen', ids: ['a', 'b'] })
  })

  it('tells of a new alarm as soon as the gap allows, not at the pace of the old one', () => {
    const low = alarm('a', 'low')
    const heard = play([...during(1_000, [low]), ...during(20_000, [low, alarm('b', 'low')])])
    expect(heard.map(({ startMs }) => startMs)).toEqual([LEAD_MS, LEAD_MS + 600 + TIMINGS.low.leastGapMs])
  })

  it('goes on with a lower alarm once the high one is acknowledged', () => {
    const medium = alarm('m', 'medium')
    const heard = play([...during(1_000, [medium, alarm('h', 'high')]), ...during(3_000, [medium])])
    expect(heard.map(({ priority }) => priority)).toEqual(['high', 'medium'])
    expect(heard[1]?.startMs).toBe((heard[0]?.endMs ?? 0) + LEAD_MS)
  })

  it('gets louder when nobody reacts', () => {
    const scene = [
      ...during(6_000, [alarm('a', 'high')]),
      ...during(3_000, [alarm('a', 'high', { louder: true })]),
    ]
    expect(play(scene).map(({ louder, startMs }) => [louder, startMs])).toEqual([
      [false, LEAD_MS],
      [true, LEAD_MS + 7_000],
    ])
  })

  it('plays one sound at a time, the highest wanted, in whole pulses and within the gaps, whatever happens', () => {
    const anAlarm = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      priority: fc.constantFrom<Priority>('high', 'medium', 'low'),
      cause: fc.constantFrom(...(Object.keys(MELODIES) as AlarmCause[])),
      sinceUtcMs: fc.integer({ min: 0, max: 9 }),
      louder: fc.boolean(),
    })
    const stretch = fc.tuple(
      fc.integer({ min: 1, max: 200 }),
      fc.uniqueArray(anAlarm, { selector: ({ id }) => id, maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 8 }), (stretches) => {
        const heard = play(stretches.flatMap(([looks, wanted]) => during(looks * LOOK_EVERY_MS, wanted)))
        const lastEnd: Partial<Record<Priority, number>> = {}
        for (const [index, { startMs, endMs, priority, cause, wanted }] of heard.entries()) {
          const before = heard[index - 1]
          if (before !== undefined) expect(startMs).toBeGreaterThanOrEqual(before.endMs + 100)
          const highest = Math.min(...wanted.map((one) => RANK[one.priority]))
          expect(RANK[priority]).toBe(highest)
          const pulses = burst(priority, cause)
          // No pulse is cut: the burst ends with one, or in the silence after it.
          const cut = pulses.some((one) => {
            const from = startMs + one.startMs
            return from < endMs && endMs < from + one.durationMs
          })
          expect(cut).toBe(false)
          expect(endMs - startMs).toBeLessThanOrEqual(burstMs(pulses))
          if (priority === 'high') expect([1_400, 3_500]).toContain(endMs - startMs)
          const ended = lastEnd[priority]
          if (ended !== undefined)
            expect(startMs - ended).toBeGreaterThanOrEqual(TIMINGS[priority].leastGapMs)
          lastEnd[priority] = endMs
        }
      }),
      { numRuns: 200 },
    )
  })
})
