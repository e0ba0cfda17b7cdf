import { describe, expect, it } from 'vitest'
import { type BedAlarmStatus, NOTHING_SET, type TimedState } from '../../electron/ipc/alarms.ts'
import { foldBed, type StationState } from '../client/station-state.ts'
import { inventedLimits } from '../fixture/alarm-states.ts'
import { inventBed } from '../fixture/beds.ts'
import { quietedBeds } from '../shell/banner-model.ts'
import { reminds, remindsAloud } from './reminder.ts'
import { TIMINGS } from './sound/burst-table.ts'
import { soundingsOf } from './sound/soundings.ts'

const UTC = 1_700_000_000_000
const SECOND_MS = 1_000
const OFF: TimedState = {
  sinceUtcMs: UTC - 900 * SECOND_MS,
  untilUtcMs: UTC + 900 * SECOND_MS,
  by: null,
  reason: 'procedure',
  role: null,
}

const at = (seconds: number) => ({ monotonicMs: seconds * SECOND_MS, utcMs: UTC + seconds * SECOND_MS })

function stateOf(...statuses: readonly Partial<BedAlarmStatus>[]): StationState {
  return {
    connection: 'connected',
    lostSinceUtcMs: null,
    station: null,
    beds: statuses.map((status, index) =>
      foldBed(undefined, inventBed(index + 1, { status }, UTC), { monotonicMs: 0, utcMs: UTC }),
    ),
  }
}

describe('H5 the reminder of what is off', () => {
  it('is heard once, as a low burst, from the moment the engine reminds', () => {
    const state = stateOf({ audioOff: OFF, remindedUtcMs: UTC })
    const heard = soundingsOf(state, at(0))
    expect(heard).toMatchObject([{ priority: 'low', cause: 'general', louder: false }])
    expect(soundingsOf(state, at(19))).toEqual(heard)
    expect(soundingsOf(state, at(20))).toEqual([])
    // Wanted for less than the pace of a low burst: never twice.
    expect(20 * SECOND_MS).toBeLessThan(TIMINGS.low.everyMs)
  })

  it('of two beds are two, and the next quarter of an hour is another one', () => {
    const both = stateOf(
      { comfortCare: OFF, remindedUtcMs: UTC },
      { says: ['limitOff'], remindedUtcMs: UTC - SECOND_MS },
    )
    expect(new Set(soundingsOf(both, at(1)).map(({ id }) => id)).size).toBe(2)
    const [first] = soundingsOf(stateOf({ audioOff: OFF, remindedUtcMs: UTC }), at(0))
    const [later] = soundingsOf(stateOf({ audioOff: OFF, remindedUtcMs: at(900).utcMs }), at(900))
    expect(later?.id).not.toBe(first?.id)
  })

  it('says nothing of a bed on which nothing is off any more, of none yet, and of a time that lies ahead', () => {
    const quiet: readonly Partial<BedAlarmStatus>[] = [
      { remindedUtcMs: UTC },
      { audioPaused: OFF, remindedUtcMs: UTC },
      { audioOff: OFF, remindedUtcMs: null },
      { audioOff: OFF, remindedUtcMs: at(3_600).utcMs },
    ]
    for (const status of quiet) {
      expect(soundingsOf(stateOf(status), at(1)), JSON.stringify(status)).toEqual([])
      expect(reminds({ ...NOTHING_SET, ...status }, at(1).utcMs)).toBe(false)
    }
  })

  it('is not told by a window that has lost the engine', () => {
    const state = stateOf({ audioOff: OFF, remindedUtcMs: UTC })
    expect(soundingsOf({ ...state, connection: 'lost' }, at(1))).toEqual([])
  })

  it('stands on the screen for a minute with what is off, and then goes back to its timer', () => {
    const limits = inventedLimits().map((limit) =>
      limit.label === 'SpO2' ? { ...limit, off: { low: OFF, high: null } } : limit,
    )
    const status = { says: ['limitOff'], limits, remindedUtcMs: UTC } satisfies Partial<BedAlarmStatus>
    const { beds } = stateOf(status)
    const look = (seconds: number) =>
      quietedBeds(beds, { connection: 'connected', lostSinceUtcMs: null, ...at(seconds) })
    const told = { bed: 'b1', text: 'Limit off: SpO2 below 90', untilUtcMs: OFF.untilUtcMs }
    expect(look(59)).toMatchObject([{ ...told, isReminder: true }])
    expect(look(60)).toMatchObject([{ ...told, isReminder: false }])
    expect(remindsAloud({ ...NOTHING_SET, ...status }, at(59).utcMs)).toBe(false)
  })
})
