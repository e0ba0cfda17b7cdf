import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RESUMABLE } from '../../ipc/alarm-commands.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { AlarmBench, HR, NURSE, RR, SPO2, TICK_MS } from './testing/bench.ts'
import { DeskBench } from './testing/desk-bench.ts'

// Invariants 5, 7 and 8 of alarms (CLINICAL 1.7); the others are in invariants.test.ts.

const HOUR_MS = 3_600_000
const jump = fc.integer({ min: -30 * HOUR_MS, max: 30 * HOUR_MS })

describe('invariant 5', () => {
  const states = fc.uniqueArray(
    fc.record({
      state: fc.constantFrom(...RESUMABLE, 'limit' as const),
      forMs: fc.integer({ min: 1, max: 180_000 }),
    }),
    { selector: ({ state }) => state, minLength: 1 },
  )

  function setAll(bench: DeskBench, set: typeof states extends fc.Arbitrary<infer T> ? T : never): void {
    const bed = bench.desk.of('b1')
    for (const { state, forMs } of set) {
      const of = { set: { forMs, reason: 'test', role: 'physician' as const }, ...bed.by(NURSE) }
      bed.act([
        state === 'limit'
          ? { type: 'limitOff', limit: `${HR.key}/high`, ...of }
          : { type: 'stateSet', state, ...of },
      ])
    }
  }

  function isSet(bench: DeskBench, state: (typeof RESUMABLE)[number] | 'limit'): boolean {
    const { off, set } = bench.desk.of('b1').machine.state
    return state === 'limit' ? Object.keys(off).length > 0 : set[state] !== undefined
  }

  it('H5 H8 whatever people set ends by itself at its time, however the clock of the PC jumps', () => {
    fc.assert(
      fc.property(states, fc.array(jump, { minLength: 1, maxLength: 6, size: 'max' }), (set, jumps) => {
        const time = new ManualTime()
        const bench = new DeskBench(time, ['b1'])
        setAll(bench, set)
        const atMs = time.monotonicMs()
        for (let look = 0; time.monotonicMs() - atMs <= 181_000; look++) {
          time.setClock(jumps[look % jumps.length] ?? 0)
          time.advance(977)
          bench.tick()
          for (const { state, forMs } of set) {
            expect(isSet(bench, state)).toBe(time.monotonicMs() - atMs < forMs)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('H5 H8 and never lasts longer than it was set for, from a start of the engine on', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.nat({ max: 60_000 }), jump, async (set, awayMs, byMs) => {
        const time = new ManualTime()
        const before = new DeskBench(time, ['b1'])
        setAll(before, set)
        time.advance(awayMs)
        time.setClock(byMs)
        const bench = new DeskBench(time, [], before.eventsOf('b1'))
        await bench.desk.takeUp('b1', awayMs)
        const atMs = time.monotonicMs()
        for (const { forMs, state } of [...set].sort((a, b) => a.forMs - b.forMs)) {
          time.advance(Math.max(0, atMs + forMs - time.monotonicMs()))
          bench.desk.of('b1').tick()
          expect(isSet(bench, state)).toBe(false)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('invariant 7', () => {
  const happening = fc.record({
    bed: fc.constantFrom('b1', 'b2'),
    does: fc.oneof(
      fc.record({ value: fc.integer({ min: 20, max: 220 }), of: fc.constantFrom(HR, RR, SPO2) }),
      fc.record({
        text: fc.constantFrom('ASYSTOLE', 'TACHY'),
        phase: fc.constantFrom('start' as const, 'end' as const),
      }),
      fc.record({ phase: fc.constantFrom('live' as const, 'silent' as const) }),
      fc.record({ state: fc.constantFrom(...RESUMABLE) }),
      fc.constant({ acknowledges: true }),
    ),
    afterMs: fc.integer({ min: 0, max: 8_000 }),
  })

  it('what happens on one bed changes nothing on another', () => {
    function alone(
      happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[],
      bed?: string,
    ) {
      const time = new ManualTime()
      const bench = new DeskBench(time, ['b1', 'b2'])
      for (const id of ['b1', 'b2']) {
        const alarms = bench.desk.of(id)
        if (bed === undefined || bed === id) {
          alarms.act([{ ...alarms.by(NURSE), type: 'ageClass', before: null, after: 'adult' }])
        }
      }
      for (const { bed: on, does, afterMs } of happenings) {
        if (bed === undefined || bed === on) {
          const alarms = bench.desk.of(on)
          if ('value' in does) bench.value(on, does.of, does.value)
          else if ('text' in does) bench.alert(on, does.text, does.phase, 'high')
          else if ('phase' in does) bench.line(on, does.phase)
          else if ('state' in does) {
            const set = { forMs: 10_000, reason: 'test', role: 'physician' as const }
            alarms.act([{ ...alarms.by(NURSE), type: 'stateSet', state: does.state, set }])
          } else {
            for (const condition of Object.keys(alarms.machine.state.alarms)) {
              alarms.act([{ ...alarms.by(NURSE), type: 'acknowledged', condition }])
            }
          }
        }
        const endMs = time.monotonicMs() + afterMs
        while (time.monotonicMs() < endMs) {
          time.advance(Math.min(TICK_MS * 2, endMs - time.monotonicMs()))
          bench.tick()
        }
      }
      return bench
    }
    const eventsOf = (bench: DeskBench, bed: string): readonly StoredAlarmEvent[] => bench.eventsOf(bed)
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30, size: 'max' }), (happenings) => {
        const both = alone(happenings)
        for (const bed of ['b1', 'b2']) {
          expect(eventsOf(both, bed)).toEqual(eventsOf(alone(happenings, bed), bed))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('invariant 8', () => {
  /** Decoders hold values back for less than this. */
  const JITTER_MS = 500
  const second = fc.record({
    hr: fc.option(fc.constantFrom(80, 118, 119, 125, 170), { freq: 12 }),
    spo2: fc.option(fc.constantFrom(97, 90, 91, 85, 70), { freq: 12 }),
    rr: fc.option(fc.constantFrom(14, 29, 30, 40), { freq: 12 }),
    lastsS: fc.integer({ min: 1, max: 12 }),
    holds: fc.array(fc.integer({ min: 0, max: JITTER_MS - TICK_MS }), { minLength: 3, maxLength: 3 }),
  })

  it('values that come late or in another order within the jitter window bring the same alarms', () => {
    fc.assert(
      fc.property(fc.array(second, { maxLength: 20, size: 'max' }), (stretches) => {
        const direct = new AlarmBench()
        const late = new AlarmBench()
        for (const { hr, spo2, rr, lastsS, holds } of stretches) {
          const values = [[HR, hr] as const, [SPO2, spo2] as const, [RR, rr] as const]
          for (let passedS = 0; passedS < lastsS; passedS++) {
            const atMs = direct.nowMs
            for (const [channel, value] of values) direct.bring(channel, value)
            direct.pass(1_000)
            const delivered = values
              .map((one, index) => ({ one, holdMs: holds[index] ?? 0 }))
              .sort((a, b) => a.holdMs - b.holdMs)
            for (const { one, holdMs } of delivered) {
              late.pass(atMs + holdMs - late.nowMs)
              late.bring(one[0], one[1], holdMs)
            }
            late.pass(atMs + 1_000 - late.nowMs)
          }
        }
        const told = (bench: AlarmBench, type: 'raised' | 'ended') =>
          bench.events.flatMap((event) =>
            event.type === type && event.condition.startsWith('limit:') ? [event] : [],
          )
        for (const type of ['raised', 'ended'] as const) {
          for (const id of new Set(told(direct, type).map(({ condition }) => condition))) {
            const of = (bench: AlarmBench) => told(bench, type).filter(({ condition }) => condition === id)
            expect(of(late).length, id).toBe(of(direct).length)
            for (const [index, event] of of(direct).entries()) {
              const apartMs = (of(late)[index]?.atMs ?? 0) - event.atMs
              expect(Math.abs(apartMs), id).toBeLessThanOrEqual(JITTER_MS)
            }
          }
          expect(told(late, type).length).toBe(told(direct, type).length)
        }
      }),
      { numRuns: 200 },
    )
  })
})
