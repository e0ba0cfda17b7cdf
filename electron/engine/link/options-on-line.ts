import type { Driver } from '../../../drivers/driver.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { LinkSpec } from './spec.ts'

/**
 * The options of a driver as they hold on this kind of line. In: the options with their defaults.
 * Throws VigilError badLink where the driver has no such line.
 */
export function optionsOnLine(driver: Driver, { kind }: LinkSpec, options: unknown): unknown {
  if (kind !== 'hid') return options
  if (driver.link.hid === undefined) {
    throw new VigilError(
      'badLink',
      `The driver ${driver.id} reads no USB HID device: use serial: or tcp:, or choose another driver.`,
    )
  }
  return driver.onHid?.(options) ?? options
}
