import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitedIds } from '../../../drivers/model/limits.ts'
import { AGE_CLASSES, type BrokenLimit } from '../../ipc/alarms.ts'
import { checkLimits } from './acts.ts'
import { evolve } from './evolve.ts'
import { replayed, shifted, storedEvent } from './log.ts'
import { profileOf } from './profiles.ts'
import { suggestedLimits } from './suggest.ts'
import { AlarmBench, channelOf, HR, NURSE, PRESSURE_PULSE, PULSE, type Seen } from './testing/bench.ts'
import { play, type Step, scripts } from './testing/script.ts'
import { type AlarmEvent, FIRST_STATE } from './types.ts'
import { isBack, isBeyond, limitsInForce, MISSING_PREFIX, watchesOf } from './watches.ts'

// The ten invariants of alarms (CLINICAL 1.7), by number; 5, 7 and 8 are in invariants-time.test.ts.

const LEAST_SPACE_MS = 200

function run(script: readonly Step[], after: (bench: AlarmBench, step: Step) => void = () => {}): AlarmBench {
  const bench = new AlarmBench()
  for (const step of script) {
    play(bench, step)
    after(bench, step)
  }
  return bench
}

describe('invariant 1', () => {
  const watched = AGE_CLASSES.flatMap((ageClass) =>
    limitedIds.flatMap((id) =>
      watchesOf({ ...FIRST_STATE, ageClass }, channelOf(id)).map((watch) => ({ ageClass, id, watch })),
    ),
  )

  it('H4 a value beyond a limit that nothing contradicts is an alarm once its delay and 0.2 s are over', () => {
    fc.assert(
      fc.property(
        scripts,
        fc.constantFrom(...watched),
        fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 4_000 }), by: fc.nat({ max: 40 }) }), {
          minLength: 5,
          maxLength: 20,
        }),
        (before, { ageClass, id, watch }, later) => {
          const bench = run(before)
          bench.line(true)
          bench.act({ type: 'ageClass', before: bench.state.ageClass, after: ageClass })
          const channel = [HR].find((one) => one.id === id) ?? channelOf(id)
          // No other source of the same rate is watched instead.
          for (const other of [HR, PULSE, PRESSURE_PULSE]) if (other.id !== id) bench.bring(other, null)
          const fromMs = bench.nowMs
          const dueMs = fromMs + watch.delayMs + LEAST_SPACE_MS
          const beyond = (by: number) => (watch.side === 'high' ? watch.limit + 1 + by : watch.limit - 1 - by)
          bench.bring(channel, beyond(0))
          for (const { afterMs, by } of later) {
            const leftMs = dueMs - bench.nowMs
            bench.pass(Math.min(afterMs, leftMs))
            if (afterMs >= leftMs) break
            bench.bring(channel, beyond(by))
          }
          // Until the last value is old: then it contradicts nothing, but nobody knows any more.
          const isKnown = bench.nowMs >= dueMs
          if (isKnown) expect(bench.inForce).toContain(watch.id)
          else expect(Object.keys(bench.state.pending)).toContain(watch.id)
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** Why an event may take an alarm in force away; null: it may not. */
function excuse({ event, before, after }: Seen, id: string, bench: AlarmBench, step: Step): string | null {
  const entry = before.alarms[id]
  if (entry === undefined || !('condition' in event) || event.condition !== id) return null
  if (event.type === 'raised' && id.startsWith(MISSING_PREFIX)) return 'more urgent'
  if (event.type !== 'ended') return null
  switch (event.why) {
    case 'over':
      return entry.facts.limit === null
        ? told(id, bench, step)
        : wasBack(entry.facts.limit, event.atMs, bench)
    case 'lineLost':
      return step.does === 'line' && !step.isLive ? 'the line' : null
    case 'limitChanged':
      return ['limits', 'off', 'ageClass'].includes(step.does) ? 'a person' : null
    case 'patientChanged':
      return step.does === 'patient' ? 'a person' : null
    case 'replaced':
      return after.alarms[id] === undefined && step.does === 'start' ? 'another priority' : null
  }
}

/** The monitor, the line or a sensor said so. */
function told(id: string, bench: AlarmBench, step: Step): string | null {
  if (!id.startsWith(MISSING_PREFIX))
    return step.does === 'end' || step.does === 'line' ? 'the monitor' : null
  return bench.brought.some(({ channel, value }) => id.endsWith(channel.key) && value !== null)
    ? 'a value'
    : null
}

/** Every value of the time that an alarm needs to end was back by the dead band, and there was one before. */
function wasBack(limit: BrokenLimit, endMs: number, bench: AlarmBench): string | null {
  const channel = bench.brought.find((one) => one.channel.key === limit.parameter)?.channel
  const profile = channel === undefined ? null : profileOf('adult', channel.id, channel.unit)
  if (profile === null) return null
  const watch = { side: limit.side, limit: limit.limit, deadband: profile.deadband }
  const isBackAll = (untilMs: number) => {
    const values = bench.brought.filter(
      ({ atMs, channel: of }) => of.key === limit.parameter && atMs <= untilMs,
    )
    const first = values.findLastIndex(({ atMs }) => atMs <= endMs - profile.clearMs)
    return first >= 0 && values.slice(first).every(({ value }) => value !== null && isBack(watch, value))
  }
  // A value of the same moment may have come after the decision.
  return isBackAll(endMs) || isBackAll(endMs - 1) ? 'values' : null
}

/** Checks every event of a random shift with the step it came from. */
function everyEvent(check: (seen: Seen, bench: AlarmBench, step: Step) => void, numRuns = 200): void {
  fc.assert(
    fc.property(scripts, (script) => {
      let from = 0
      run(script, (bench, step) => {
        for (const seen of bench.seen.slice(from)) check(seen, bench, step)
        from = bench.seen.length
      })
    }),
    { numRuns },
  )
}

describe('invariant 2', () => {
  it('nothing but a person or the end of the condition takes an alarm in force away', () => {
    everyEvent((seen, bench, step) => {
      for (const [id, { ended, occurrence }] of Object.entries(seen.before.alarms)) {
        const now = seen.after.alarms[id]
        const stays = now?.occurrence === occurrence && now.ended === null
        if (ended === null && !stays) {
          expect([id, seen.event, excuse(seen, id, bench, step)]).not.toContain(null)
        }
      }
    })
  })
})

describe('invariant 3', () => {
  it('H4 a high physiological alarm is never hidden, and only its own acknowledgement or comfort care silences it', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const bench = new AlarmBench()
        const seenTo = new Set<number>()
        let from = 0
        for (const step of script) {
          play(bench, step)
          for (const { event, after } of bench.seen.slice(from)) {
            if (event.type !== 'acknowledged' && event.type !== 'unacknowledged') continue
            const occurrence = after.alarms[event.condition]?.occurrence ?? 0
            if (event.type === 'acknowledged') seenTo.add(occurrence)
            else seenTo.delete(occurrence)
          }
          from = bench.seen.length
          for (const { kind, priority, occurrence, hidden, sounds: isHeard } of bench.views) {
            if (kind !== 'physiological' || priority !== 'high') continue
            const isCare = bench.state.set.comfortCare !== undefined
            expect({ hidden, isHeard }).toEqual({
              hidden: false,
              isHeard: !isCare && !seenTo.has(occurrence),
            })
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('invariant 4', () => {
  it('of what is to be heard the first in the list is the most urgent, and nothing that is seen to or paused is heard', () => {
    const rank = { high: 0, medium: 1, low: 2 }
    fc.assert(
      fc.property(scripts, (script) => {
        run(script, (bench) => {
          const { audioPaused, audioOff, alarmsPaused, comfortCare } = bench.state.set
          const isPaused = [audioPaused, audioOff, alarmsPaused].some((one) => one !== undefined)
          const heard = bench.views.filter((view) => view.sounds)
          const expected = bench.views.filter(
            ({ state, priority, id }) =>
              (state === 'active' ||
                (state === 'latched' && bench.state.alarms[id]?.acknowledged === null)) &&
              comfortCare === undefined &&
              (priority === 'high' || !isPaused),
          )
          expect(heard).toEqual(expected)
          const [first] = heard
          for (const other of heard) {
            expect(rank[other.priority]).toBeGreaterThanOrEqual(rank[first?.priority ?? 'high'])
          }
        })
      }),
      { numRuns: 100 },
    )
  })
})

describe('invariant 6', () => {
  it('the log, folded from nothing or read back from the record, gives the same state', () => {
    fc.assert(
      fc.property(scripts, fc.integer({ min: -1_000_000, max: 1_000_000 }), (script, byMs) => {
        const bench = run(script)
        expect(bench.events.reduce(evolve, FIRST_STATE)).toEqual(bench.state)
        const utcMs = (atMs: number) => Date.UTC(2026, 0, 1) + atMs
        const rows = bench.events.map((event, index) =>
          storedEvent('b1', index, utcMs(event.atMs), { event, about: null }),
        )
        const now = { nowMs: bench.nowMs + byMs, nowUtcMs: utcMs(bench.nowMs) }
        const left = shifted(bench.state, byMs)
        expect(replayed(rows, now)).toEqual(left)
        const snapshot = bench.events.findLastIndex(({ type }) => type === 'snapshot')
        expect(replayed(rows.slice(Math.max(0, snapshot)), now)).toEqual(left)
      }),
    )
  })
})

describe('invariant 9', () => {
  it('a technical alarm of a parameter never takes its physiological alarm away', () => {
    everyEvent(({ event, before, after }) => {
      if (!('condition' in event) || !event.condition.startsWith(MISSING_PREFIX)) return
      const others = (alarms: typeof before.alarms) =>
        Object.entries(alarms).filter(([id]) => id !== event.condition)
      expect(others(after.alarms)).toEqual(others(before.alarms))
      expect(after.pending).toEqual(before.pending)
    })
  })
})

describe('invariant 10', () => {
  const anyLimit = fc.option(fc.double({ min: -50, max: 400, noNaN: true }), { freq: 10 })
  const whole = fc.option(fc.integer({ min: -20, max: 300 }), { freq: 20 })
  const pair = fc.oneof(fc.record({ low: whole, high: whole }), fc.record({ low: anyLimit, high: anyLimit }))

  it('the low limit always lies below the high one, and the extreme ones outside', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...AGE_CLASSES),
        fc.constantFrom(...limitedIds),
        fc.array(fc.oneof(pair, fc.double({ min: -20, max: 300, noNaN: true })), { maxLength: 8 }),
        (ageClass, id, tries) => {
          const channel = channelOf(id)
          const act = (event: AlarmEvent) => {
            state = evolve(state, event)
          }
          let state = evolve(FIRST_STATE, {
            type: 'ageClass',
            before: null,
            after: ageClass,
            atMs: 0,
            actor: NURSE,
          })
          for (const wanted of [null, ...tries]) {
            const inForce = limitsInForce(state, channel)
            if (inForce === null) return
            const { limits: before } = inForce
            const after =
              typeof wanted === 'number'
                ? suggestedLimits(inForce.profile, ageClass, id, wanted)
                : (wanted ?? before)
            try {
              if (after === null) continue
              checkLimits(inForce, id, after, before)
              act({ type: 'limitChanged', parameter: channel.key, before, after, atMs: 0, actor: NURSE })
            } catch {
              // Refused: the one before holds.
            }
            const { limits, extreme } = limitsInForce(state, channel) ?? inForce
            const order = [extreme.low, limits.low, limits.high, extreme.high]
            const known = order.filter((one) => one !== null)
            expect(known).toEqual([...known].sort((a, b) => a - b))
            if (limits.low !== null && limits.high !== null) expect(limits.low).toBeLessThan(limits.high)
            for (const watch of watchesOf(state, channel)) {
              const other = watch.side === 'low' ? limits.high : limits.low
              if (other !== null) expect(isBeyond(watch, other)).toBe(false)
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
