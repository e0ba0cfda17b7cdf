import type { AuditEntry } from '../types.ts'
import { mayGo, type Removal, type RemovalReason, type RemovalRequest } from './removal.ts'
import { type DiskSpace, diskLimits } from './space.ts'

const MS_PER_DAY = 86_400_000
/** How often the policy looks while there is nothing to remove. */
const LOOK_EVERY_MS = 10_000
/** A few minutes of a full ward: gone in one commit that no alarm waits long for. */
const BLOCKS_A_STEP = 256
/** More room than the disk demands is made at a time, so that the next removal is not due at once. */
const SLACK_BYTES = 64 * 1024 * 1024
/** The running day outlives a full disk: then new waves stop, with a gap that says so. */
const LEAST_KEPT_MS = MS_PER_DAY

/** What the policy uses of the writer. */
export interface PolicyWriter {
  /** Days after which full-rate waves go, or null: only when the disk demands it. */
  keptDays(kind: 'waves'): number | null
  /** Bytes inside the database that can be used again. */
  reusableBytes(): number
  oldestWaveEnd(): number | null
  removeWaves(request: RemovalRequest, audit: Pick<AuditEntry, 'actor' | 'atUtcMs'>): Removal | null
}

/**
 * Removes the oldest full-rate waves when the retention setting says so or the
 * disk demands it, a little at a time between seconds. Numbers stay.
 */
export class WavePolicy {
  readonly #space: () => DiskSpace | null
  readonly #station: string
  #removing: RemovalReason | null = null
  #nextLookMs = 0

  constructor(space: () => DiskSpace | null, station: string) {
    this.#space = space
    this.#station = station
  }

  /**
   * One look or one removal. In: monotonic ms, UTC ms, and whether that tells the age of data (steady-clock.ts): if not,
   * only the disk removes. Out: what was removed, or null.
   */
  step(writer: PolicyWriter, nowMs: number, nowUtcMs: number, isSteady = true): Removal | null {
    if (this.#removing === null && nowMs < this.#nextLookMs) return null
    this.#nextLookMs = nowMs + LOOK_EVERY_MS
    const request = this.#due(writer, nowUtcMs, isSteady)
    this.#removing = request?.reason ?? null
    if (request === null) return null
    const actor = { station: this.#station, initials: null, verified: false, session: 'store' } as const
    return writer.removeWaves(request, { actor, atUtcMs: nowUtcMs })
  }

  #due(writer: PolicyWriter, nowUtcMs: number, isSteady: boolean): RemovalRequest | null {
    const oldest = writer.oldestWaveEnd()
    if (oldest === null) return null
    const wavesKeptDays = writer.keptDays('waves')
    const step = { nowUtcMs, limit: BLOCKS_A_STEP }
    if (wavesKeptDays !== null && isSteady) {
      const beforeUtcMs = nowUtcMs - wavesKeptDays * MS_PER_DAY
      if (mayGo(oldest, { beforeUtcMs, nowUtcMs })) return { ...step, reason: 'retention', beforeUtcMs }
    }
    const beforeUtcMs = nowUtcMs - LEAST_KEPT_MS
    if (!this.#isShort(writer) || !mayGo(oldest, { beforeUtcMs, nowUtcMs })) return null
    return { ...step, reason: 'disk', beforeUtcMs }
  }

  #isShort(writer: PolicyWriter): boolean {
    const space = this.#space()
    if (space === null) return false
    const slack = this.#removing === 'disk' ? SLACK_BYTES : 0
    return space.bytesFree + writer.reusableBytes() < diskLimits(space.bytesTotal).keptFreeBytes + slack
  }
}
