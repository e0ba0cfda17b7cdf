import type { Driver } from '../../../drivers/driver.ts'
import { driverById, drivers } from '../../../drivers/registry.ts'
import { isTextDriverFile, readTextDriverFile } from '../../engine/config/text-drivers.ts'
import { VigilError } from '../../ipc/contract.ts'

/**
 * The driver that `--driver ID` names, or that the text driver file `--driver FILE.yaml` describes.
 * Throws VigilError `unknownDriver` with the ids there are, or with what is wrong in the file.
 */
export async function driverNamed(id: string): Promise<Driver> {
  const driver = driverById(id)
  if (driver !== undefined) return driver
  if (isTextDriverFile(id)) {
    try {
      return await readTextDriverFile(id)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new VigilError('unknownDriver', `The text driver ${id} cannot be used: ${reason}.`)
    }
  }
  const ids = drivers.map((one) => one.id).join(', ')
  throw new VigilError('unknownDriver', `There is no driver "${id}": use one of ${ids}.`)
}
