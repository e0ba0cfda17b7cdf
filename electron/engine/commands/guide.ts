import { guidePage } from '../../../drivers/guide-page.ts'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'

/** The page of a driver. Throws VigilError unknownDriver where this station does not have it. */
export function readGuide(
  { drivers }: CommandContext,
  { driver: id }: Commands['driver.guide']['request'],
): Commands['driver.guide']['reply'] {
  const driver = drivers.find((one) => one.id === id)
  if (driver === undefined) {
    throw new VigilError('unknownDriver', `This station has no driver ${id}: choose one of the list.`)
  }
  return { page: guidePage(driver) }
}
