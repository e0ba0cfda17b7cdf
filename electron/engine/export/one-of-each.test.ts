import { expect, it } from 'vitest'
import { DeviceNames } from '../session/device-names.ts'
import { numericChannel } from '../store/testing/samples.ts'
import type { Observation } from './observations.ts'
import { oneDeviceEach } from './one-of-each.ts'

const names = new DeviceNames('ventilator')
const rate = numericChannel('rr')
const cuff = numericChannel('nibp', 'episodic')

function seen(channel: Observation['channel'], value: number | null, measuredUtcMs = 1_000): Observation {
  const state = value === null ? 'stale' : 'good'
  return { channel, state, value, measuredUtcMs, simulated: false, driver: 'test' }
}

it('sends of a parameter that two devices sent the value of the monitor, or of the other where that stands alone', () => {
  const [monitor, other] = [seen(rate, 16), seen(names.numeric(rate), 18)]
  expect(oneDeviceEach([monitor, other])).toEqual([monitor])
  expect(oneDeviceEach([other, monitor])).toEqual([monitor])
  const stale = seen(rate, null)
  expect(oneDeviceEach([stale, other])).toEqual([other])
  const none = seen(names.numeric(rate), null)
  expect(oneDeviceEach([none, stale])).toEqual([stale])
})

it('sends the last of single readings, and all that only one device sent', () => {
  const [before, last] = [seen(cuff, 120, 1_000), seen(names.numeric(cuff), 130, 2_000)]
  expect(oneDeviceEach([before, last])).toEqual([last])
  const both = [seen(rate, 16), seen({ ...rate, key: 'rr@2', source: '2' }, 17)]
  expect(oneDeviceEach(both)).toEqual(both)
})
