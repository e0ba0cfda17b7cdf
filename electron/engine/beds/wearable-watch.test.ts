import { describe, expect, it } from 'vitest'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { LinkCause, LinkPhase } from '../../ipc/views.ts'
import { linkView } from '../testing/link-view.ts'
import { tinyDriver, tinyRate } from '../testing/tiny-driver.ts'
import { WearableWatch } from './wearable-watch.ts'

const UTC = 1_700_000_000_000
const QUIET_MS = 30_000
const BATTERY = { ...tinyRate, key: 'X_TINY_BATTERY', id: 'X_TINY_BATTERY', unit: '%' }

function watch(): WearableWatch {
  const made = WearableWatch.of({ ...tinyDriver, maxQuietMs: QUIET_MS, wearable: { battery: BATTERY.id } })
  if (made === null) throw new Error('a wearable has a watch')
  return made
}

const number = (value: number | null, channel = tinyRate): Numeric => ({
  type: 'numeric',
  channel,
  value,
  validity: value === null ? 'off' : 'good',
  atMs: 0,
  deviceMs: null,
})
const line = (phase: LinkPhase, cause: LinkCause | null = null) => linkView({ phase, cause, sinceUtcMs: UTC })

describe('a wearable', () => {
  it('is watched only where the driver is of one', () => {
    expect(WearableWatch.of(tinyDriver)).toBeNull()
  })

  it('tells its last contact, also of a sensor that nobody wears, and its battery with the time it was told', () => {
    const one = watch()
    one.heard([number(72)], UTC)
    one.heard([number(87, BATTERY)], UTC + 1_000)
    one.heard([number(null)], UTC + 2_000)
    expect(one.view(line('live'), UTC + 3_000)).toEqual({
      contactUtcMs: UTC + 2_000,
      gapSinceUtcMs: null,
      battery: { percent: 87, toldUtcMs: UTC + 1_000 },
    })
  })

  it('hears nothing in a fault, or in what the decoder says by itself', () => {
    const one = watch()
    const unsent: Numeric = { ...number(null), isUnsent: true }
    one.heard([{ type: 'fault', kind: 'checksum', bytes: 3, atMs: 0, deviceMs: null }, unsent], UTC)
    expect(one.view(line('live'), UTC).contactUtcMs).toBeNull()
  })

  it('has a gap from the last contact on, over a line that is live or only silent', () => {
    const one = watch()
    one.heard([number(72)], UTC + 5_000)
    expect(one.gapSinceUtcMs(line('live'), UTC + 35_000)).toBeNull()
    expect(one.gapSinceUtcMs(line('live'), UTC + 35_001)).toBe(UTC + 5_000)
    expect(one.gapSinceUtcMs(line('silent', 'silent'), UTC + 36_000)).toBe(UTC + 5_000)
  })

  it('that never was heard has one since the line is open', () => {
    expect(watch().gapSinceUtcMs(line('opening'), UTC + 6_000)).toBe(UTC)
    expect(watch().gapSinceUtcMs(line('live'), UTC + QUIET_MS + 1)).toBe(UTC)
  })

  it.each([
    ['unplugged', 'unplugged'],
    ['silent', 'noFrames'],
    ['failed', 'portBusy'],
    ['ended', 'replayEnded'],
  ] as const)('has none on a line that is %s, %s: that is a fault of its own', (phase, cause) => {
    const one = watch()
    one.heard([number(72)], UTC)
    expect(one.gapSinceUtcMs(line(phase, cause), UTC + 100_000)).toBeNull()
  })
})
