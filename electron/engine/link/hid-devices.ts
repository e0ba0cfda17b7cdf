import type { Driver, UsbDevice } from '../../../drivers/driver.ts'
import type { PortView } from '../../ipc/views.ts'
import { hidCause, librarySentence } from './hid-errors.ts'
import type { HidDeviceInfo, HidSystem } from './hid-system.ts'
import type { HidIdentity, LinkSpec } from './spec.ts'

function isKind(device: UsbDevice, other: UsbDevice): boolean {
  return device.vendorId === other.vendorId && device.productId === other.productId
}

function isDevice(device: HidDeviceInfo, identity: HidIdentity): boolean {
  const { serialNumber } = identity
  return isKind(device, identity) && (serialNumber === null || serialNumber === device.serialNumber)
}

/** The path a device has now, or null while it is not plugged in. One without a serial number is the first of its kind. */
export function findHid(devices: readonly HidDeviceInfo[], identity: HidIdentity): string | null {
  return devices.find((device) => isDevice(device, identity))?.path ?? null
}

/**
 * The HID devices that a driver knows, as set-up shows them. In: all HID devices of the PC, the drivers and the
 * link of each bed. Out: one port each, with a LINK text that survives renumbering, and the bed that uses it.
 */
export function hidViews(
  devices: readonly HidDeviceInfo[],
  drivers: readonly Driver[],
  beds: readonly { readonly id: string; readonly spec: LinkSpec }[],
): PortView[] {
  const kinds = drivers.flatMap(({ link }) => link.hid ?? [])
  const views = new Map<string, PortView>()
  for (const device of devices) {
    if (!kinds.some((kind) => isKind(device, kind))) continue
    const { vendorId, productId, serialNumber, maker, product } = device
    const user = beds.find(({ spec }) => spec.kind === 'hid' && isDevice(device, spec.hid))
    // A serial number with the signs of the grammar in it could not be read back.
    const serial = serialNumber === null || /[?&=]/.test(serialNumber) ? '' : `:${serialNumber}`
    const link = `hid:${vendorId}:${productId}${serial}`
    // A device with several interfaces is still one device.
    if (views.has(link)) continue
    const name = product ?? `USB HID ${vendorId}:${productId}`
    views.set(link, { link, name, product: null, maker, serialNumber, bed: user?.id ?? null })
  }
  return [...views.values()]
}

/** Lists the HID devices of this PC. Never rejects: `problem` says why a list is empty. */
export async function listHid(
  load: () => Promise<HidSystem>,
): Promise<{ readonly devices: readonly HidDeviceInfo[]; readonly problem: string | null }> {
  try {
    const system = await load()
    return { devices: await system.list(), problem: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const problem =
      hidCause(reason) === 'libraryMissing'
        ? librarySentence(reason)
        : `USB HID devices cannot be listed (${reason}): type the line instead.`
    return { devices: [], problem }
  }
}
