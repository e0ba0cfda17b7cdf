import type { Channel } from '../../../drivers/model/channel.ts'
import { MONITOR_NAME } from '../../ipc/devices.ts'
import { MONITOR } from '../bus.ts'
import type { NewChannel } from '../store/types.ts'

/**
 * Labels of a bed's channels by number, with the site where one id comes from several sources of one device, and with the
 * name of the device where it is not the bed's monitor.
 */
export function labelsOf(channels: readonly NewChannel[]): Map<number, string> {
  const sources = new Map<string, Set<string>>()
  const ofTerm = ({ kind, id, device = MONITOR }: Channel) => {
    const key = JSON.stringify([kind, id, device])
    const known = sources.get(key) ?? new Set<string>()
    sources.set(key, known)
    return known
  }
  for (const { channel } of channels) ofTerm(channel).add(channel.source)
  return new Map(channels.map(({ number, channel }) => [number, labelled(channel, ofTerm(channel).size > 1)]))
}

function labelled({ label, source, device }: Channel, hasSite: boolean): string {
  // The source of a further device begins with its name.
  const place = hasSite ? source : device
  return place === undefined ? label : `${label} ${place}`
}

/** Who sent something, as it is told to a receiver beside the bed: a further device has its name besides its driver. */
export function senderName(driver: string, { device }: Channel): string {
  return device === undefined ? driver : `${driver}:${device}`
}

/** How a device is named where a gap is all of its own; null: the gap is of the whole bed. */
export function deviceLabel(device: string | undefined): string | null {
  if (device === undefined) return null
  return device === MONITOR ? MONITOR_NAME : device
}

/** The same rows, each with a key of its own: a bed that changed its monitor has one key twice. */
export function uniqueKeys<Row extends { readonly key: string }>(rows: readonly Row[]): Row[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const times = (seen.get(row.key) ?? 0) + 1
    seen.set(row.key, times)
    return times === 1 ? row : { ...row, key: `${row.key}#${times}` }
  })
}
