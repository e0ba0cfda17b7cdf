import type { Channel } from '../../../drivers/model/channel.ts'
import type { Measurement, Stamp, Wave } from '../../../drivers/model/measurement.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'

const SECOND_MS = 1000

/** `t` and `clock` of a line: the device's own clock read as UTC if it sent one, else the line's (DESIGN 4). */
export interface LineTime {
  readonly t: number
  readonly clock: 'device' | 'line'
}

/** Time of a measurement; of a wave, that of its first sample. */
export function timeOf(measurement: Measurement): LineTime {
  const { deviceMs } = measurement
  if (deviceMs !== null) return { t: Math.round(deviceMs), clock: 'device' }
  const lengthMs = measurement.type === 'wave' ? durationMs(measurement) : 0
  return { t: Math.round(measurement.atMs - lengthMs), clock: 'line' }
}

/** One measurement as an NDJSON object of `vigil decode --json`; `sites` as sitesOf gives them for the whole file. */
export function lineOf(measurement: Measurement, sites: ReadonlyMap<string, string>): string {
  return JSON.stringify(factsOf(measurement, sites))
}

/** Physical samples of a wave, null where the device sent none. */
function physicalSamples(wave: Wave): (number | null)[] {
  const samples: (number | null)[] = Array.from(wave.samples, physicalScale(wave.channel))
  for (const run of wave.missing) samples.fill(null, run.start, run.start + run.length)
  return samples
}

function factsOf(measurement: Measurement, sites: ReadonlyMap<string, string>): object {
  const { type } = measurement
  const { t, clock } = timeOf(measurement)
  switch (measurement.type) {
    case 'numeric': {
      const { channel, value, validity } = measurement
      const { code, vendor, label, unit } = channel
      return { type, t, clock, ...identify(channel, sites), code, vendor, label, value, unit, validity }
    }
    case 'wave': {
      const { channel, marks } = measurement
      const { code, rateHz, unit } = channel
      const samples = physicalSamples(measurement)
      return { type, t, clock, ...identify(channel, sites), code, rateHz, unit, samples, marks }
    }
    case 'alert': {
      const { priority, kind, text, phase } = measurement
      return { type, t, clock, priority, kind, text, phase }
    }
    case 'identity':
      return { type, t, clock, ...measurement.fields }
    case 'fault': {
      const { kind, bytes, count, about } = measurement
      const more = { ...(count === undefined ? {} : { count }), ...(about === undefined ? {} : { about }) }
      return { type, t, clock, kind, bytes, ...more }
    }
  }
}

/** The id, and the site only where one id comes from several sources. */
function identify(channel: Channel, sites: ReadonlyMap<string, string>): { id: string; site?: string } {
  const site = sites.get(channel.key)
  return site === undefined ? { id: channel.id } : { id: channel.id, site }
}

function durationMs(wave: Wave & Stamp): number {
  return (wave.samples.length * SECOND_MS) / wave.channel.rateHz
}
