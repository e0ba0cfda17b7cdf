import { statfsSync } from 'node:fs'

/** Room on the disk that holds the record, in bytes. */
export interface DiskSpace {
  /** What this user may still write. */
  readonly bytesFree: number
  readonly bytesTotal: number
}

/** Asks the system how full the disk of `folder` is; null where it cannot say. May block: for the store's thread only. */
export function diskSpace(folder: string): DiskSpace | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder)
    return { bytesFree: bavail * bsize, bytesTotal: blocks * bsize }
  } catch {
    return null
  }
}

const MIB = 1024 * 1024
/** Nearly six hours of a full ward without its waves: 192 numbers a second take 22 MB an hour (measured). */
const LARGEST_RESERVE_BYTES = 128 * MIB
/** A small disk must not be half reserve. */
const RESERVE_PART = 0.01
/** Half a day of a full ward with its waves, about 60 MB an hour, and the log while a long export reads. */
const MOST_KEPT_FREE_BYTES = 1024 * MIB
/** Below the share at which people are warned (disk-watch.ts), so that they hear of it first. */
const KEPT_FREE_PART = 0.04

/** What is held back on a disk of this size, in bytes. */
export interface DiskLimits {
  /** For numbers, alarms and audit once the disk is full. */
  readonly reserveBytes: number
  /** Less room than this, and the oldest waves are removed. */
  readonly keptFreeBytes: number
}

/** The limits for a disk of `bytesTotal`. */
export function diskLimits(bytesTotal: number): DiskLimits {
  return {
    reserveBytes: Math.min(LARGEST_RESERVE_BYTES, Math.floor(bytesTotal * RESERVE_PART)),
    keptFreeBytes: Math.min(MOST_KEPT_FREE_BYTES, Math.floor(bytesTotal * KEPT_FREE_PART)),
  }
}
