import type { GapCause, StoredGap } from './types.ts'

/** Dropped seconds closer than this are one stretch in the ledger. */
const LONGEST_JOINT_MS = 2_000

interface OpenGap {
  readonly fromUtcMs: number
  readonly cause: GapCause
  readonly evidence: string
}

interface BedGaps {
  open: OpenGap | null
  lastDataUtcMs: number | null
  /** The last whole-bed gap that ended: a hole in a wave inside it needs no row of its own, the next gap begins after it. */
  lastFromUtcMs: number
  lastToUtcMs: number
}

/**
 * Knows for every bed why there is nothing, and writes rows of the gap ledger.
 * An open gap is written anew with a later end each second, so that a crash
 * does not lose it.
 */
export class GapBook {
  readonly #beds = new Map<string, BedGaps>()
  readonly #dropped = new Map<string, StoredGap>()
  #rows: StoredGap[] = []

  #bed(bed: string): BedGaps {
    const known = this.#beds.get(bed)
    if (known !== undefined) return known
    const fresh: BedGaps = {
      open: null,
      lastDataUtcMs: null,
      lastFromUtcMs: Number.POSITIVE_INFINITY,
      lastToUtcMs: Number.NEGATIVE_INFINITY,
    }
    this.#beds.set(bed, fresh)
    return fresh
  }

  /**
   * From now on there is nothing from the bed, because of `cause`. The gap
   * begins at the last data, or at the end of a gap told since; one with another cause ends where this one is seen.
   */
  open(bed: string, cause: GapCause, evidence: string, seenUtcMs: number): void {
    const gaps = this.#bed(bed)
    if (gaps.open?.cause === cause) return
    const knownUtcMs = Math.max(gaps.lastDataUtcMs ?? Number.NEGATIVE_INFINITY, gaps.lastToUtcMs)
    const isFirst = gaps.open !== null || knownUtcMs === Number.NEGATIVE_INFINITY
    this.#end(bed, gaps, seenUtcMs)
    gaps.open = { fromUtcMs: isFirst ? seenUtcMs : Math.min(knownUtcMs, seenUtcMs), cause, evidence }
  }

  /** A gap whose begin is known, e.g. since the last run of the program. */
  openSince(bed: string, cause: GapCause, evidence: string, fromUtcMs: number): void {
    this.#bed(bed).open = { fromUtcMs, cause, evidence }
  }

  /** Data came: whatever was open ends where they begin. */
  data(bed: string, fromUtcMs: number, toUtcMs: number): void {
    const gaps = this.#bed(bed)
    this.#end(bed, gaps, fromUtcMs)
    gaps.lastDataUtcMs = Math.max(gaps.lastDataUtcMs ?? toUtcMs, toUtcMs)
  }

  #end(bed: string, gaps: BedGaps, toUtcMs: number): void {
    if (gaps.open === null) return
    const end = Math.max(toUtcMs, gaps.open.fromUtcMs)
    this.#rows.push({ bed, channel: null, ...gaps.open, toUtcMs: end })
    gaps.lastFromUtcMs = gaps.open.fromUtcMs
    gaps.lastToUtcMs = end
    gaps.open = null
  }

  /** A hole in one wave; left out where a gap of the whole bed says it already. */
  hole(bed: string, channel: number, fromUtcMs: number, toUtcMs: number, evidence: string): void {
    const gaps = this.#bed(bed)
    const explained = fromUtcMs < gaps.lastToUtcMs && toUtcMs > gaps.lastFromUtcMs
    if (toUtcMs <= fromUtcMs || explained) return
    this.#rows.push({ bed, channel, fromUtcMs, toUtcMs, cause: 'deviceGap', evidence })
  }

  /** A stretch that is over already, on every bed met so far: the PC slept, its clock jumped. */
  everyBed(cause: GapCause, evidence: string, fromUtcMs: number, toUtcMs: number): void {
    for (const [bed, gaps] of this.#beds) {
      this.#rows.push({ bed, channel: null, fromUtcMs, toUtcMs, cause, evidence })
      gaps.lastFromUtcMs = fromUtcMs
      gaps.lastToUtcMs = toUtcMs
    }
  }

  /** A finished row as it is. */
  add(gap: StoredGap): void {
    this.#rows.push(gap)
  }

  /** Rows that the store refused: they go before what was told since. */
  again(gaps: readonly StoredGap[]): void {
    this.#rows = [...gaps, ...this.#rows]
  }

  /** A second of one wave that was not stored: dropped seconds that follow each other are one row. */
  dropped(gap: StoredGap): void {
    const identity = JSON.stringify([gap.bed, gap.channel, gap.cause])
    const before = this.#dropped.get(identity)
    const continues = before !== undefined && gap.fromUtcMs - before.toUtcMs <= LONGEST_JOINT_MS
    const row = continues ? { ...gap, fromUtcMs: before.fromUtcMs, evidence: 'not recorded' } : gap
    this.#dropped.set(identity, row)
    this.#rows.push(row)
  }

  /** The bed was removed: its open gap ends with the last row written for it. */
  forget(bed: string): void {
    this.#beds.delete(bed)
  }

  /** The rows to store now: those that ended and the open ones up to `nowUtcMs`. */
  take(nowUtcMs: number): StoredGap[] {
    const rows = latestOfEach(this.#rows)
    this.#rows = []
    for (const [bed, gaps] of this.#beds) {
      if (gaps.open === null) continue
      const toUtcMs = Math.max(nowUtcMs, gaps.open.fromUtcMs)
      rows.push({ bed, channel: null, ...gaps.open, toUtcMs })
    }
    return rows
  }
}

/** A gap that grows has a row for each second the store refused: only the last of them counts. */
function latestOfEach(rows: readonly StoredGap[]): StoredGap[] {
  const latest = new Map<string, StoredGap>()
  for (const row of rows) {
    latest.set(JSON.stringify([row.bed, row.channel, row.fromUtcMs, row.cause]), row)
  }
  return [...latest.values()]
}
