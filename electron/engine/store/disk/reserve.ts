import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { type DiskSpace, diskLimits } from './space.ts'

/** Grown in pieces of a megabyte, so that no second of record waits for it. */
const PIECE_BYTES = 1024 * 1024
const OWNER_ONLY_MODE = 0o600
/** Waves that have stopped come back at a quarter more room than they stopped at: no flapping. */
const COME_BACK_FACTOR = 1.25

/** Room held back for numbers, alarms and audit: on a full disk they outlive the waves. */
export interface Reserve {
  /** Bytes set aside now. */
  readonly bytes: number
  /** Whether a second with its waves may be stored. In: bytes inside the database that can be used again. */
  wavesFit(reusableBytes: number): boolean
  /** Gives its room to the record. Out: whether there was any to give. */
  release(): boolean
  /** Sets a little more aside where the disk has plenty; called between seconds. Never throws. */
  grow(): void
}

/** For a record that is only made and closed, and for tests. */
export const NO_RESERVE: Reserve = { bytes: 0, wavesFit: () => true, release: () => false, grow() {} }

/**
 * A file of noise beside the record (noise, as some file systems store zeros in
 * no room at all). No other program can use its room up; a full disk makes it go.
 */
export class ReserveFile implements Reserve {
  readonly #path: string
  readonly #space: () => DiskSpace | null
  readonly #piece = randomBytes(PIECE_BYTES)
  #bytes: number
  #short = false

  constructor(path: string, space: () => DiskSpace | null) {
    this.#path = path
    this.#space = space
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }

  get bytes(): number {
    return this.#bytes
  }

  wavesFit(reusableBytes: number): boolean {
    const space = this.#space()
    if (space === null) return true
    const { reserveBytes } = diskLimits(space.bytesTotal)
    const wanted = this.#short ? reserveBytes * COME_BACK_FACTOR : reserveBytes
    this.#short = this.#bytes + space.bytesFree + reusableBytes < wanted
    return !this.#short
  }

  release(): boolean {
    if (this.#bytes === 0) return false
    rmSync(this.#path, { force: true })
    this.#bytes = 0
    this.#short = true
    return true
  }

  grow(): void {
    const space = this.#space()
    if (space === null) return
    const { reserveBytes } = diskLimits(space.bytesTotal)
    const missing = reserveBytes - this.#bytes
    if (missing <= 0 || space.bytesFree < reserveBytes + PIECE_BYTES) return
    try {
      const file = openSync(this.#path, 'a', OWNER_ONLY_MODE)
      try {
        this.#bytes += writeSync(file, this.#piece, 0, Math.min(PIECE_BYTES, missing))
      } finally {
        closeSync(file)
      }
    } catch {
      // Somebody else filled the disk meanwhile: the record comes first, the reserve takes what is left later.
    }
  }
}
