import type { Driver, LineKind } from '../../../drivers/driver.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { LinkSpec } from './spec.ts'

/** A device server hands on what a serial line gave it; of a recording nobody knows what carried it. */
const LINES: Readonly<Record<LinkSpec['kind'], LineKind | null>> = {
  serial: 'serial',
  serialUsb: 'serial',
  tcp: 'serial',
  hid: 'hid',
  udp: 'network',
  listen: 'network',
  replay: null,
  sim: null,
}

/**
 * The options of a driver as they hold on this kind of line. In: the options with their defaults.
 * Throws VigilError badLink where the driver has no such line.
 */
export function optionsOnLine(driver: Driver, { kind }: LinkSpec, options: unknown): unknown {
  const line = LINES[kind]
  if (line === null) return options
  if (line === 'hid' && driver.link.hid === undefined) {
    throw new VigilError(
      'badLink',
      `The driver ${driver.id} reads no USB HID device: use serial: or tcp:, or choose another driver.`,
    )
  }
  return driver.onLine?.(line, options) ?? options
}
