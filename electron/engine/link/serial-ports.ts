import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { PortView } from '../../ipc/views.ts'
import type { LinkSpec, UsbIdentity } from './spec.ts'

/** A serial port of this PC as the system describes it. */
export interface SerialPortInfo {
  readonly path: string
  readonly maker: string | null
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
  /** What the adapter calls itself, in words. */
  readonly product: string | null
  /** Where it is plugged in, if the system says. */
  readonly location: string | null
}

export interface PortList {
  readonly ports: readonly SerialPortInfo[]
  /** One sentence when the list could not be made, else null. */
  readonly problem: string | null
}

/** The system's tool that knows the ports on Linux. */
const LINUX_TOOL = 'udevadm'

async function hasTool(name: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const found = await access(join(folder, name)).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}

/** Adapters whose chips name themselves badly or not at all, by vendor and product (linux-usb.org/usb.ids). */
const KNOWN_ADAPTERS: Readonly<Record<string, string>> = {
  '0403:6001': 'FTDI FT232R',
  '0403:6010': 'FTDI FT2232',
  '0403:6011': 'FTDI FT4232H',
  '0403:6014': 'FTDI FT232H',
  '0403:6015': 'FTDI FT-X',
  '067b:2303': 'Prolific PL2303',
  '067b:23a3': 'Prolific PL2303GC',
  '10c4:ea60': 'Silicon Labs CP210x',
  '10c4:ea70': 'Silicon Labs CP2105',
  '1a86:7523': 'WCH CH340',
  '1a86:5523': 'WCH CH341',
  '04e2:1410': 'MaxLinear XR21V1410',
}

/** `usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0`: maker, product and serial number with lines for spaces. */
const LINUX_NAME = /^usb-(.+?)-if\d+/
/** Windows adds the port to the name: `USB Serial Port (COM3)`. */
const WINDOWS_PORT = /\s*\(COM\d+\)$/

/** A name that people know an adapter by. In: what the system says of a port. */
export function productOf(port: {
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
  readonly friendlyName?: string | undefined
}): string | null {
  const known = KNOWN_ADAPTERS[`${port.vendorId}:${port.productId}`.toLowerCase()]
  if (known !== undefined) return known
  const friendly = port.friendlyName?.replace(WINDOWS_PORT, '')
  if (friendly !== undefined && friendly !== '') return friendly
  const name = LINUX_NAME.exec(port.pnpId ?? '')?.[1]
  const words = name
    ?.replaceAll('_', ' ')
    .replace(port.serialNumber ?? '', '')
    .trim()
  return words === undefined || words === '' ? null : words
}

/** Lists the serial ports of this PC. Never rejects: `problem` says why a list is empty. */
export async function listSerialPorts(): Promise<PortList> {
  if (process.platform === 'linux' && !(await hasTool(LINUX_TOOL))) {
    const problem =
      'Ports cannot be listed because udevadm is not installed: install the package udev, or type the port.'
    return { ports: [], problem }
  }
  try {
    const { SerialPort } = await import('serialport')
    const found = await SerialPort.list()
    const ports = found.map((port) => ({
      path: port.path,
      maker: port.manufacturer ?? null,
      vendorId: port.vendorId?.toLowerCase() ?? null,
      productId: port.productId?.toLowerCase() ?? null,
      serialNumber: port.serialNumber ?? null,
      product: productOf(port),
      location: port.locationId ?? port.pnpId ?? null,
    }))
    return { ports, problem: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ports: [], problem: `Ports cannot be listed (${reason}): type the port instead.` }
  }
}

function isUsb(port: SerialPortInfo, usb: UsbIdentity): boolean {
  return (
    port.vendorId === usb.vendorId &&
    port.productId === usb.productId &&
    port.serialNumber === usb.serialNumber &&
    (usb.port === null || port.location === usb.port)
  )
}

/** The path an adapter has now, or null while it is not plugged in. */
export function findUsb(ports: readonly SerialPortInfo[], usb: UsbIdentity): string | null {
  return ports.find((port) => isUsb(port, usb))?.path ?? null
}

/**
 * The ports as set-up shows them. In: the list and the link of each bed. Out: a
 * LINK text that survives renumbering where the adapter has a serial number,
 * and the bed that uses the port.
 */
export function portViews(
  ports: readonly SerialPortInfo[],
  beds: readonly { readonly id: string; readonly spec: LinkSpec }[],
): PortView[] {
  return ports.map((port) => {
    const { vendorId, productId, serialNumber } = port
    const usable = vendorId !== null && productId !== null && serialNumber !== null
    const user = beds.find(
      ({ spec }) =>
        (spec.kind === 'serial' && spec.path === port.path) ||
        (spec.kind === 'serialUsb' && isUsb(port, spec.usb)),
    )
    return {
      link: usable ? `serial:usb:${vendorId}:${productId}:${serialNumber}` : `serial:${port.path}`,
      name: port.path,
      product: port.product,
      maker: port.maker,
      serialNumber,
      bed: user?.id ?? null,
    }
  })
}
