import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LimitSetting } from '../../ipc/alarms.ts'
import { AS_IT_WAS, Replay, type Trial } from './replay.ts'
import { AlarmBench, CUFF_PULSE, HR, PRESSURE_PULSE, PULSE, SPO2, TICK_MS } from './testing/bench.ts'
import { play, scripts } from './testing/script.ts'
import { FIRST_STATE } from './types.ts'

const EVER = Number.POSITIVE_INFINITY

/** What falls due between two looks of the live machine it tells at once: the order of two parameters says nothing. */
function byBound<Alarm extends { parameter: string; side: string; isExtreme: boolean }>(
  alarms: readonly Alarm[],
): Alarm[] {
  const bound = ({ parameter, side, isExtreme }: Alarm) => `${parameter} ${side} ${isExtreme}`
  return [...alarms].sort((a, b) => bound(a).localeCompare(bound(b)))
}

/** Limit alarms that a bench gave, as a replay tells them. */
function liveAlarms(bench: AlarmBench) {
  return bench.seen.flatMap(({ event, after }) => {
    if (event.type !== 'raised' || event.facts.limit === null) return []
    const occurrence = after.alarms[event.condition]?.occurrence
    const end = bench.seen.find(
      ({ event: other, before }) =>
        other.type === 'ended' &&
        other.condition === event.condition &&
        before.alarms[event.condition]?.occurrence === occurrence,
    )
    const { parameter, side, isExtreme, limit } = event.facts.limit
    return [{ parameter, side, isExtreme, limit, sinceMs: event.atMs, endedMs: end?.event.atMs ?? null }]
  })
}

function replayOf(bench: AlarmBench, trial: Trial = AS_IT_WAS): Replay {
  const replay = new Replay(FIRST_STATE, 0, trial)
  for (const input of bench.happened) replay.feed(input)
  replay.passTo(bench.nowMs)
  return replay
}

/** One look, and the rounding of stored times to whole milliseconds. */
const LOOK_MS = TICK_MS + 1

describe('a replay', () => {
  it('gives exactly the alarms that the live machine gave, each within one look', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const bench = new AlarmBench()
        for (const step of script) play(bench, step)
        const live = byBound(liveAlarms(bench))
        const again = byBound(replayOf(bench).alarms(0, EVER))
        expect(again.length).toBe(live.length)
        for (const [index, one] of again.entries()) {
          const { parameter, side, isExtreme, limit, sinceUtcMs, endedUtcMs } = one
          const other = live[index]
          expect({ parameter, side, isExtreme, limit }).toEqual({
            parameter: other?.parameter,
            side: other?.side,
            isExtreme: other?.isExtreme,
            limit: other?.limit,
          })
          expect(Math.abs(sinceUtcMs - (other?.sinceMs ?? 0))).toBeLessThanOrEqual(LOOK_MS)
          if (endedUtcMs === null || other?.endedMs == null) expect(endedUtcMs).toBe(other?.endedMs)
          else expect(Math.abs(endedUtcMs - other.endedMs)).toBeLessThanOrEqual(LOOK_MS)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('lets one source of the heart rate take over from another exactly when the live machine did', () => {
    const rateIds = [HR, PULSE, PRESSURE_PULSE, CUFF_PULSE].map(({ id }) => id)
    const rates = scripts.map((script) =>
      script.filter(
        (step) =>
          step.does === 'pass' ||
          step.does === 'line' ||
          (step.does === 'value' && rateIds.includes(step.channel.id)),
      ),
    )
    const told = ({ parameter, side, isExtreme }: { parameter: string; side: string; isExtreme: boolean }) =>
      `${parameter} ${side} ${isExtreme}`
    fc.assert(
      fc.property(rates, (script) => {
        const bench = new AlarmBench()
        for (const step of script) play(bench, step)
        const again = byBound(replayOf(bench).alarms(0, EVER))
        expect(again.map(told)).toEqual(byBound(liveAlarms(bench)).map(told))
      }),
      { numRuns: 300 },
    )
  })

  it('with other limits gives exactly what the live machine gives with them', () => {
    const limits: readonly (readonly [string, LimitSetting])[] = [
      [HR.key, { low: 45, high: 130, delayMs: 10_000 }],
      [SPO2.key, { low: 88, high: 100, delayMs: 15_000 }],
    ]
    const trial = { ageClass: null, limits: new Map(limits) }
    const quiet = scripts.map((script) =>
      script.filter(({ does }) => !['limits', 'ageClass', 'patient'].includes(does)),
    )
    fc.assert(
      fc.property(quiet, (script) => {
        const tried = new AlarmBench()
        for (const [parameter, after] of limits) {
          tried.act({ type: 'limitChanged', parameter, before: { low: null, high: null }, after })
        }
        const bench = new AlarmBench()
        for (const step of script) {
          play(tried, step)
          play(bench, step)
        }
        const told = (one: { parameter: string; side: string; isExtreme: boolean; limit: number }) =>
          `${one.parameter} ${one.side} ${one.isExtreme} ${one.limit}`
        const again = byBound(replayOf(bench, trial).alarms(0, EVER))
        expect(again.map(told)).toEqual(byBound(liveAlarms(tried)).map(told))
      }),
      { numRuns: 100 },
    )
  })
})
