import { createHash } from 'node:crypto'
import type { Driver } from '../../../drivers/driver.ts'

/** `0.1` of `0.1.7`: a patch release never changes what a driver reads. */
function series(version: string): string {
  return version.split('.', 2).join('.')
}

/**
 * Which version of a driver was compared: the same text means that it reads a line the same way. In: the driver, the
 * version of Vigil. Out: the release series, and for a driver made of a file the SHA-256 of what the file defines.
 */
export function fingerprintOf(driver: Driver, version: string): string {
  const release = `vigil ${series(version)}`
  if (driver.definition === undefined) return release
  return `${release} sha256 ${createHash('sha256').update(JSON.stringify(driver.definition)).digest('hex')}`
}
