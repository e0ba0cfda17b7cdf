import type { Driver } from '../../../drivers/driver.ts'
import { driverById, drivers } from '../../../drivers/registry.ts'
import { VigilError } from '../../ipc/contract.ts'

/** The driver that `--driver ID` names; throws VigilError `unknownDriver` with the ids there are. */
export function driverNamed(id: string): Driver {
  const driver = driverById(id)
  if (driver === undefined) {
    const ids = drivers.map((one) => one.id).join(', ')
    throw new VigilError('unknownDriver', `There is no driver "${id}": use one of ${ids}.`)
  }
  return driver
}
