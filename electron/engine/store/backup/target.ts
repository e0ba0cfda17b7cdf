import { existsSync, statfsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'

/** Of statfs(2) on Linux: a FAT file system, as most new sticks have. Other systems tell no type. */
const FAT_TYPE = 0x4d44
/** The longest file that FAT holds. */
const LONGEST_FAT_BYTES = 0xffff_ffff
/** Schema, free pages and station.json beside the content. */
const OVERHEAD_BYTES = 4 * 1024 * 1024
const BYTES_PER_MB = 1e6
const BYTES_PER_GB = 1e9
const UNSAFE = /[^A-Za-z0-9_-]+/g

/** Name of the folder of a backup, for any file system: `vigil-ward-3-20261126T081500Z`. */
export function backupName(station: string, madeUtcMs: number): string {
  const stamp = new Date(madeUtcMs).toISOString().replace(/[-:]|\.\d+/g, '')
  const safe = station.replace(UNSAFE, '-').replace(/^-+|-+$/g, '')
  return `vigil-${safe === '' ? 'station' : safe}-${stamp}`
}

/** Where a backup is written, and whether that disk is also the record's own. */
export interface BackupTarget {
  readonly folder: string
  /** The name while it is not whole yet. */
  readonly partial: string
  readonly isSameDisk: boolean
}

/**
 * Checks the place of a backup. Throws `fileMissing` where there is no such
 * folder (none is made: the empty mount point of a stick that is not there
 * would fill the system disk), `badRequest` for one inside the record or where
 * one of this name lies, `diskFull` where it does not fit.
 */
export function checkTarget(dataDir: string, to: string, name: string, bytesNeeded: number): BackupTarget {
  const parent = statSync(to, { throwIfNoEntry: false })
  if (parent === undefined || !parent.isDirectory()) {
    throw new VigilError(
      'fileMissing',
      `The folder ${to} is not there: plug the stick in and check the path.`,
    )
  }
  const within = relative(resolve(dataDir), resolve(to))
  if (within === '' || !(within.startsWith('..') || resolve(within) === within)) {
    throw new VigilError(
      'badRequest',
      `The folder ${to} lies inside the record and would be lost with it: choose a stick or another disk.`,
    )
  }
  const folder = join(to, name)
  if (existsSync(folder) || existsSync(partialOf(folder))) {
    throw new VigilError('badRequest', `There is a backup ${folder} already: wait a second and try again.`)
  }
  refuseTooSmall(to, bytesNeeded + OVERHEAD_BYTES)
  return { folder, partial: partialOf(folder), isSameDisk: parent.dev === statSync(dataDir).dev }
}

function partialOf(folder: string): string {
  return `${folder}.partial`
}

function refuseTooSmall(to: string, bytesNeeded: number): void {
  const { bavail, bsize, type } = statfsSync(to)
  const needed = sizeText(bytesNeeded)
  if (bavail * bsize < bytesNeeded) {
    const free = sizeText(bavail * bsize)
    throw new VigilError(
      'diskFull',
      `The backup needs ${needed} and ${to} has ${free} free: free some space there or take a larger stick.`,
    )
  }
  if (type === FAT_TYPE && bytesNeeded > LONGEST_FAT_BYTES) {
    throw new VigilError(
      'diskFull',
      `The backup needs one file of ${needed} and ${to} is FAT, which holds none over 4 GB: format the stick as exFAT.`,
    )
  }
}

function sizeText(bytes: number): string {
  return bytes < BYTES_PER_GB
    ? `${Math.ceil(bytes / BYTES_PER_MB)} MB`
    : `${(bytes / BYTES_PER_GB).toFixed(1)} GB`
}
