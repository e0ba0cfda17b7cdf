import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { deviceName } from '../words/devices.ts'

/**
 * A bed as one of its devices alone would be: its driver, line, identity and what proves it. In: the name of the device,
 * null for the monitor. A bed with one device, and one that has no device of that name, is as it is.
 */
export function viewOfDevice(view: BedView, device: string | null): BedView {
  const name = device ?? MONITOR_NAME
  const found = view.devices?.find((one) => one.name === name)
  if (found === undefined) return view
  const { confirmation: _, wearable: __, ...bed } = view
  const { driver, linkText, link, identity, unproven, confirmation, wearable, bedsideAlarms } = found
  const label = `${view.label} ${deviceName(name)}`
  return {
    ...{ ...bed, label, driver, linkText, link, identity, unproven, bedsideAlarms },
    ...(confirmation !== undefined && { confirmation }),
    ...(wearable !== undefined && { wearable }),
  }
}
