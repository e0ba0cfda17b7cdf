import { expect, it } from 'vitest'
import type { DeviceView } from '../../electron/ipc/devices.ts'
import { inventBed } from '../fixture/beds.ts'
import { evidenceSentence } from '../words/evidence.ts'
import { viewOfDevice } from './device-view.ts'

it('what proves one device of a bed says nothing of another', () => {
  const bed = { ...inventBed(1, {}, 0), unproven: true }
  const { link } = bed
  const confirmation = { initials: 'AB', atUtcMs: 0, values: 5, scope: 'bed' } as const
  const shared = { link, bedsideAlarms: 'notCarried', identity: {}, options: {} } as const
  const devices: readonly DeviceView[] = [
    { ...shared, name: 'monitor', driver: 'one', linkText: 'sim:', unproven: false, confirmation },
    { ...shared, name: 'ventilator', driver: 'other', linkText: 'tcp:a:1', unproven: true },
  ]
  const view = { ...bed, confirmation, devices }
  const monitor = viewOfDevice(view, null)
  expect([monitor.driver, evidenceSentence(monitor)]).toEqual(['one', expect.stringContaining('AB')])
  const ventilator = viewOfDevice(view, 'ventilator')
  expect(ventilator.label).toBe(`${bed.label} ventilator`)
  expect([ventilator.driver, ventilator.linkText, ventilator.confirmation]).toEqual([
    'other',
    'tcp:a:1',
    undefined,
  ])
  expect(evidenceSentence(ventilator)).toContain('nobody has compared it')
  expect(viewOfDevice(bed, null)).toBe(bed)
})
