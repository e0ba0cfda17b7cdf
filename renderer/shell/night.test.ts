import { describe, expect, it } from 'vitest'
import { type ScreenLook, USUAL_LOOKS } from '../../electron/ipc/look.ts'
import { isNight, isNightHour, keptOverride } from './night.ts'

const LOOK: ScreenLook = { ...USUAL_LOOKS.desk, night: 'clock', nightFromHour: 22, nightToHour: 6 }

describe('night light', () => {
  it('lasts over midnight, within a day, and all day when both hours are the same', () => {
    expect([21, 22, 0, 5, 6].map((hour) => isNightHour(LOOK, hour))).toEqual([false, true, true, true, false])
    const nap = { ...LOOK, nightFromHour: 13, nightToHour: 15 }
    expect([12, 13, 14, 15].map((hour) => isNightHour(nap, hour))).toEqual([false, true, true, false])
    expect(isNightHour({ ...LOOK, nightFromHour: 7, nightToHour: 7 }, 3)).toBe(true)
  })

  it('follows the setting, and the clock only where it says so', () => {
    expect(isNight({ ...LOOK, night: 'off' }, 23, null)).toBe(false)
    expect(isNight({ ...LOOK, night: 'on' }, 12, null)).toBe(true)
    expect(isNight(LOOK, 23, null)).toBe(true)
    expect(isNight(LOOK, 12, null)).toBe(false)
  })

  it('is ended or begun by hand until the clock says the same', () => {
    const ended = { isOn: false }
    expect(isNight(LOOK, 23, ended)).toBe(false)
    expect(keptOverride(LOOK, 23, ended)).toBe(ended)
    expect(keptOverride(LOOK, 6, ended)).toBeNull()
    expect(isNight(LOOK, 12, { isOn: true })).toBe(true)
    expect(keptOverride({ ...LOOK, night: 'on' }, 23, ended)).toBeNull()
  })
})
