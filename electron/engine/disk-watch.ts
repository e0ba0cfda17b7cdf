import { stat, statfs } from 'node:fs/promises'
import { storePaths } from './store/paths.ts'

/** CLINICAL 1.6: less than this part of the disk free is told. */
const ALMOST_FULL_PART = 0.05
const MS_PER_DAY = 86_400_000
/** A shorter stretch says little about a day. */
const LEAST_STRETCH_MS = 600_000
const BYTES_PER_GB = 1e9

/** Room on the disk of the record and how fast it is used up. */
export class DiskWatch {
  readonly #dataDir: string
  #first: { readonly atMs: number; readonly bytes: number } | null = null
  #bytesFree: number | null = null
  #bytesPerDay: number | null = null
  #notice: string | null = null

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  get bytesFree(): number | null {
    return this.#bytesFree
  }

  /** Null until ten minutes of recording have been seen. */
  get bytesPerDay(): number | null {
    return this.#bytesPerDay
  }

  /** One sentence while the disk is almost full, else null. */
  get notice(): string | null {
    return this.#notice
  }

  /** Looks at the disk. Never rejects: a disk that cannot be asked is unknown. In: monotonic ms. */
  async look(nowMs: number): Promise<void> {
    try {
      const disk = await statfs(this.#dataDir)
      this.#bytesFree = disk.bavail * disk.bsize
      const almostFull = disk.bavail < ALMOST_FULL_PART * disk.blocks
      const free = (this.#bytesFree / BYTES_PER_GB).toFixed(1)
      this.#notice = almostFull ? `The disk is almost full (${free} GB free): free some space.` : null
      const { size } = await stat(storePaths(this.#dataDir).database)
      this.#first ??= { atMs: nowMs, bytes: size }
      const stretchMs = nowMs - this.#first.atMs
      if (stretchMs >= LEAST_STRETCH_MS) {
        const grown = size - this.#first.bytes
        this.#bytesPerDay = grown > 0 ? Math.round((grown * MS_PER_DAY) / stretchMs) : null
      }
    } catch {
      this.#bytesFree = null
    }
  }
}
