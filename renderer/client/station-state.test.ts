import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { USUAL_DISPLAY } from '../../electron/ipc/display.ts'
import { FIRST_LAYOUTS } from '../../electron/ipc/screens.ts'
import { freshnessOf } from '../beds/freshness.ts'
import { inventBed } from '../fixture/beds.ts'
import {
  EMPTY_STATE,
  foldBed,
  foldBeds,
  foldLost,
  foldRemoved,
  foldWhole,
  type StationState,
} from './station-state.ts'

const UTC = 1_700_000_000_000
const HOUR_MS = 3_600_000

function stateWith(...numbers: number[]): StationState {
  const beds = numbers.map((number) =>
    foldBed(undefined, inventBed(number, {}, UTC), { monotonicMs: 0, utcMs: UTC }),
  )
  return { ...EMPTY_STATE, connection: 'connected', beds }
}

describe('folding beds', () => {
  it('keeps the moment a number arrived while the number stays the same', () => {
    const view = inventBed(1, { ageMs: 0 }, UTC)
    const first = foldBed(undefined, view, { monotonicMs: 1_000, utcMs: UTC })
    const second = foldBed(first, view, { monotonicMs: 9_000, utcMs: UTC + 8_000 })
    expect(second.arrivals.get('MDC_ECG_HEART_RATE')?.monotonicMs).toBe(1_000)
  })

  it('counts the time a number was under way before this window saw it', () => {
    const view = inventBed(1, { ageMs: 4_000 }, UTC)
    const bed = foldBed(undefined, view, { monotonicMs: 10_000, utcMs: UTC })
    expect(bed.arrivals.get('MDC_ECG_HEART_RATE')?.monotonicMs).toBe(6_000)
  })

  it('H8 a jump of the PC clock never makes a known number younger', () => {
    const view = inventBed(1, { ageMs: 0 }, UTC)
    fc.assert(
      fc.property(
        fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 20 }),
        (jumpMs, steps) => {
          let monotonicMs = 0
          let bed = foldBed(undefined, view, { monotonicMs, utcMs: UTC })
          for (const step of steps) {
            monotonicMs += step
            bed = foldBed(bed, view, { monotonicMs, utcMs: UTC + jumpMs + monotonicMs })
          }
          const arrival = bed.arrivals.get('MDC_ECG_HEART_RATE')
          const ageMs = monotonicMs - (arrival?.monotonicMs ?? Number.NaN)
          expect(ageMs).toBe(monotonicMs)
          expect(freshnessOf({ value: 72, ageLimitMs: 5_000 }, ageMs) === 'live').toBe(monotonicMs <= 5_000)
        },
      ),
    )
  })

  it('never puts a bed in another place', () => {
    const state = stateWith(1, 2, 3)
    const changed = foldBeds(state, [inventBed(3, {}, UTC), inventBed(1, {}, UTC)], {
      monotonicMs: 1,
      utcMs: UTC,
    })
    expect(changed.beds.map(({ view }) => view.id)).toEqual(['b1', 'b2', 'b3'])
  })

  it('puts a new bed at the end and takes a removed one out', () => {
    const added = foldBeds(stateWith(1), [inventBed(7, {}, UTC)], { monotonicMs: 1, utcMs: UTC })
    expect(added.beds.map(({ view }) => view.id)).toEqual(['b1', 'b7'])
    expect(foldRemoved(added, 'b1').beds.map(({ view }) => view.id)).toEqual(['b7'])
  })

  it('keeps the beds in their places when the engine is lost, and remembers since when', () => {
    const lost = foldLost(stateWith(1, 2), { monotonicMs: 5, utcMs: UTC + 5 })
    expect(lost.connection).toBe('lost')
    expect(lost.beds).toHaveLength(2)
    expect(foldLost(lost, { monotonicMs: 9, utcMs: UTC + 9 }).lostSinceUtcMs).toBe(UTC + 5)
  })

  it('takes the order of the station when the whole picture comes', () => {
    const station = { ...stateWith(1), connection: 'lost' as const }
    const views = [inventBed(2, {}, UTC), inventBed(1, {}, UTC)]
    const whole = { beds: views, station: fakeStation() }
    const next = foldWhole(station, whole, { monotonicMs: 1, utcMs: UTC })
    expect(next.connection).toBe('connected')
    expect(next.beds.map(({ view }) => view.id)).toEqual(['b2', 'b1'])
  })
})

function fakeStation(): NonNullable<StationState['station']> {
  return {
    name: 'test',
    version: '0',
    actor: { station: 'test', initials: null, verified: false, session: 's' },
    store: { state: 'recording', sentence: null, keyPlace: 'key file', bytesFree: null, bytesPerDay: null },
    destinations: [],
    drivers: [],
    listeners: [],
    notices: [],
    away: null,
    clockJump: null,
    alarms: [],
    sound: { state: null, confirmedUtcMs: null, confirmedBy: null },
    screens: { mainRole: 'desk', layouts: FIRST_LAYOUTS, wall: { wanted: false, state: 'closed' } },
    display: USUAL_DISPLAY,
  }
}
