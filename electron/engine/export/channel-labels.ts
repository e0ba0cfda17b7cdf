import { type Channel, sitesOf } from '../../../drivers/model/channel.ts'
import { MONITOR_NAME } from '../../ipc/devices.ts'
import { MONITOR } from '../bus.ts'
import type { NewChannel } from '../store/types.ts'

/** Labels of a bed's channels by number, with the site where one id comes from several sources. */
export function labelsOf(channels: readonly NewChannel[]): Map<number, string> {
  const sites = sitesOf(channels.map((one) => one.channel))
  return new Map(channels.map((one) => [one.number, labelled(one.channel, sites.get(one.channel.key))]))
}

function labelled(channel: Channel, site: string | undefined): string {
  return site === undefined ? channel.label : `${channel.label} ${site}`
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
