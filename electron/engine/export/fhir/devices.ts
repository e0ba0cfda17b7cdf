import type { BundleEntry } from '@medplum/fhirtypes'
import { senderName } from '../channel-labels.ts'
import { BY_HAND } from '../entry-terms.ts'
import { MONITOR } from '../oru-codes.ts'
import { SYSTEM } from './codes.ts'
import { entryUrl, type FhirReport, identifierOf, metaOf, onceEntry, uuidOf } from './report.ts'
import { codeOf, mdc } from './values.ts'

/** The monitors and their metrics that a report is about, each once, the monitors first. */
export function devicesOf(report: FhirReport): BundleEntry[] {
  const { eui64, bed, station } = report
  const devices = new Map<string, BundleEntry>()
  const metrics = new Map<string, BundleEntry>()
  const waves = [...(report.runs ?? []), ...(report.events ?? []).flatMap((event) => event.waves)]
  for (const { driver, channel } of [...report.observations, ...waves]) {
    if (driver === BY_HAND) continue
    const device = uuidOf('Device', eui64, bed, senderName(driver, channel))
    const place = [station, bed, ...(channel.device === undefined ? [] : [channel.device])].join(' ')
    devices.set(
      device,
      onceEntry(device, {
        resourceType: 'Device',
        ...metaOf(report),
        // A bedside monitor on a serial line has no EUI-64 of its own: station, bed and driver.
        identifier: [identifierOf(device)],
        status: 'active',
        deviceName: [{ name: `${place}: ${driver}`, type: 'user-friendly-name' }],
        type: { coding: [mdc(MONITOR.code, MONITOR.refid)] },
      }),
    )
    const metric = uuidOf('DeviceMetric', eui64, bed, driver, channel.key, channel.source)
    metrics.set(
      metric,
      onceEntry(metric, {
        resourceType: 'DeviceMetric',
        ...metaOf(report),
        identifier: [identifierOf(metric)],
        type: codeOf(channel),
        ...(channel.unit !== '' && { unit: { coding: [{ system: SYSTEM.ucum, code: channel.unit }] } }),
        source: { reference: entryUrl(device) },
        category: 'measurement',
      }),
    )
  }
  return [...devices.values(), ...metrics.values()]
}
