import type { GapCause, StoredGap } from '../types.ts'
import { gapOfLine } from './line-name.ts'

/** Dropped seconds that meet within this are one stretch in the ledger; a hole between them is a row of its own, and no shorter. */
const LONGEST_JOINT_MS = 1
/** A wave that comes again was away over this many gaps of its bed at most, or is told by the time line as not recorded. */
const MOST_ENDED = 16

const MS_PER_S = 1000

/** From the last sample before it to the first one after it, UTC ms. */
interface Hole {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

interface OpenGap {
  readonly fromUtcMs: number
  /** Up to where it was written already. */
  toUtcMs: number
  readonly cause: GapCause
  readonly evidence: string
}

interface BedGaps {
  open: OpenGap | null
  /** Gaps of single channels, by channel number. None stands while the whole bed has one. */
  readonly channels: Map<number, OpenGap>
  lastDataUtcMs: number | null
  /** The latest whole-bed gaps that ended: a hole in a wave over one of them needs no row of its own. */
  readonly ended: { readonly fromUtcMs: number; readonly toUtcMs: number }[]
  /** Where the last of them ended: the next gap begins after it. */
  lastToUtcMs: number
}

function remember(gaps: BedGaps, fromUtcMs: number, toUtcMs: number): void {
  gaps.ended.push({ fromUtcMs, toUtcMs })
  if (gaps.ended.length > MOST_ENDED) gaps.ended.shift()
  gaps.lastToUtcMs = toUtcMs
}

function openGap(cause: GapCause, evidence: string, fromUtcMs: number): OpenGap {
  return { fromUtcMs, toUtcMs: fromUtcMs, cause, evidence }
}

/**
 * Knows for every bed why there is nothing, and writes rows of the gap ledger. Where a bed has several devices, each of
 * their lines stands for a bed here (line-name.ts).
 *
 * An open gap is written anew with a later end each second, so that a crash
 * does not lose it. While station time runs forward, no two rows of one channel overlap.
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
      channels: new Map(),
      lastDataUtcMs: null,
      ended: [],
      lastToUtcMs: Number.NEGATIVE_INFINITY,
    }
    this.#beds.set(bed, fresh)
    return fresh
  }

  /**
   * From now on there is nothing from the bed, because of `cause`. The gap
   * begins at the last data (samples may lie a little ahead of their arrival), or at the end of a gap told since; one with another cause ends where this one is seen.
   */
  open(bed: string, cause: GapCause, evidence: string, seenUtcMs: number): void {
    const gaps = this.#bed(bed)
    if (gaps.open?.cause === cause) return
    const knownUtcMs = Math.max(gaps.lastDataUtcMs ?? Number.NEGATIVE_INFINITY, gaps.lastToUtcMs)
    const isFirst = gaps.open !== null || knownUtcMs === Number.NEGATIVE_INFINITY
    this.#end(bed, gaps, seenUtcMs)
    const fromUtcMs = Math.max(gaps.lastToUtcMs, isFirst ? seenUtcMs : knownUtcMs)
    gaps.open = openGap(cause, evidence, fromUtcMs)
    this.#endChannels(bed, gaps, gaps.open.fromUtcMs)
  }

  /** A gap whose begin is known, e.g. since the last run of the program. */
  openSince(bed: string, cause: GapCause, evidence: string, fromUtcMs: number): void {
    this.#bed(bed).open = openGap(cause, evidence, fromUtcMs)
  }

  /** Data came: whatever was open ends where they begin. */
  data(bed: string, fromUtcMs: number, toUtcMs: number): void {
    const gaps = this.#bed(bed)
    this.#end(bed, gaps, fromUtcMs)
    gaps.lastDataUtcMs = Math.max(gaps.lastDataUtcMs ?? toUtcMs, toUtcMs)
  }

  #end(bed: string, gaps: BedGaps, toUtcMs: number): void {
    const { open } = gaps
    if (open === null) return
    const row = ended(bed, null, open, toUtcMs)
    this.#rows.push(row)
    remember(gaps, row.fromUtcMs, row.toUtcMs)
    gaps.open = null
  }

  #endChannels(bed: string, gaps: BedGaps, toUtcMs: number): void {
    for (const [channel, open] of gaps.channels) this.#endedChannel(bed, channel, open, toUtcMs)
    gaps.channels.clear()
  }

  /** End of the last gap of the whole bed, UTC ms; minus infinity before the first. */
  lastGapEnd(bed: string): number {
    return this.#bed(bed).lastToUtcMs
  }

  /** One channel brings nothing while the others of its bed do. Left out while the whole bed has a gap. */
  openChannel(bed: string, channel: number, cause: GapCause, evidence: string, sinceUtcMs: number): void {
    const gaps = this.#bed(bed)
    if (gaps.open !== null || gaps.channels.has(channel)) return
    const fromUtcMs = Math.max(sinceUtcMs, gaps.lastToUtcMs)
    gaps.channels.set(channel, openGap(cause, evidence, fromUtcMs))
  }

  /** The channel is back, from `toUtcMs` on. */
  endChannel(bed: string, channel: number, toUtcMs: number): void {
    const { channels } = this.#bed(bed)
    const open = channels.get(channel)
    if (open === undefined) return
    this.#endedChannel(bed, channel, open, toUtcMs)
    channels.delete(channel)
  }

  /** One that ends where it began, and was never written, was none. */
  #endedChannel(bed: string, channel: number, open: OpenGap, toUtcMs: number): void {
    const row = ended(bed, channel, open, toUtcMs)
    if (row.toUtcMs > row.fromUtcMs || open.toUtcMs > open.fromUtcMs) this.#rows.push(row)
  }

  /**
   * A hole in one wave. Where gaps of the whole bed say it already, only what is left behind them: other channels
   * of the bed came back before this one. Less than a sample is none.
   */
  hole(bed: string, wave: { readonly channel: number; readonly rateHz: number }, hole: Hole): void {
    const gaps = this.#bed(bed)
    const over = gaps.ended.filter((one) => hole.fromUtcMs < one.toUtcMs && hole.toUtcMs > one.fromUtcMs)
    const fromUtcMs = over.reduce((from, { toUtcMs }) => Math.max(from, toUtcMs), hole.fromUtcMs)
    const samples = Math.round(((hole.toUtcMs - fromUtcMs) * wave.rateHz) / MS_PER_S)
    if (samples < 1 || gaps.channels.has(wave.channel)) return
    const evidence = `${samples} samples missing`
    this.#rows.push({
      bed,
      channel: wave.channel,
      fromUtcMs,
      toUtcMs: hole.toUtcMs,
      cause: 'deviceGap',
      evidence,
    })
  }

  /**
   * A stretch that is over already, on every bed met so far: the PC slept, its clock jumped. A gap that was open goes on
   * behind it. `noticed`: at its end, before anything new came; else `later`, and data may have come since.
   */
  everyBed(
    cause: GapCause,
    evidence: string,
    sinceUtcMs: number,
    toUtcMs: number,
    noticed: 'atEnd' | 'later',
  ): void {
    for (const [bed, gaps] of this.#beds) {
      const dataUtcMs = noticed === 'atEnd' ? (gaps.lastDataUtcMs ?? sinceUtcMs) : sinceUtcMs
      const fromUtcMs = Math.min(toUtcMs, Math.max(sinceUtcMs, dataUtcMs))
      if (gaps.open !== null) gaps.open = this.#interrupted(bed, null, gaps.open, fromUtcMs, toUtcMs)
      for (const [channel, open] of gaps.channels) {
        gaps.channels.set(channel, this.#interrupted(bed, channel, open, fromUtcMs, toUtcMs))
      }
      this.#rows.push({ bed, channel: null, fromUtcMs, toUtcMs, cause, evidence })
      remember(gaps, fromUtcMs, toUtcMs)
      // Set back, the clock has data ahead of it that nothing new can follow.
      if (noticed === 'atEnd' && gaps.lastDataUtcMs !== null) {
        gaps.lastDataUtcMs = Math.min(gaps.lastDataUtcMs, toUtcMs)
      }
    }
  }

  /** What was open before the interruption is a row; what is open after it begins at its end. */
  #interrupted(
    bed: string,
    channel: number | null,
    open: OpenGap,
    fromUtcMs: number,
    toUtcMs: number,
  ): OpenGap {
    // A clock set back runs through the same time again: what was written keeps its end.
    const wentBack = toUtcMs < open.toUtcMs && fromUtcMs === toUtcMs
    const untilUtcMs = wentBack ? open.toUtcMs : fromUtcMs
    if (untilUtcMs > open.fromUtcMs) this.#rows.push(ended(bed, channel, open, untilUtcMs))
    return openGap(open.cause, open.evidence, toUtcMs)
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
  dropped(whole: StoredGap): void {
    const gap = outside(whole, this.#bed(whole.bed).ended)
    if (gap.toUtcMs <= gap.fromUtcMs) return
    const identity = JSON.stringify([gap.bed, gap.channel, gap.cause])
    const before = this.#dropped.get(identity)
    // The answer of the store may come late: an earlier second is a row of its own.
    const continues = before !== undefined && Math.abs(gap.fromUtcMs - before.toUtcMs) <= LONGEST_JOINT_MS
    const row = continues ? { ...gap, fromUtcMs: before.fromUtcMs, evidence: 'not recorded' } : gap
    this.#dropped.set(identity, row)
    this.#rows.push(row)
  }

  /** A line has another name from now on: what was open ends under the old one and goes on under the new one. */
  rename(line: string, as: string, nowUtcMs: number): void {
    const gaps = this.#bed(line)
    const open = gaps.open === null ? null : this.#interrupted(line, null, gaps.open, nowUtcMs, nowUtcMs)
    const channels = [...gaps.channels].map(([channel, gap]): [number, OpenGap] => [
      channel,
      this.#interrupted(line, channel, gap, nowUtcMs, nowUtcMs),
    ])
    this.#beds.delete(line)
    this.#beds.set(as, { ...gaps, open, channels: new Map(channels) })
  }

  /** The bed was removed: its open gap ends with the last row written for it. */
  forget(bed: string): void {
    this.#beds.delete(bed)
  }

  /** The rows to store now: those that ended and the open ones up to `nowUtcMs`. */
  take(nowUtcMs: number): StoredGap[] {
    const rows = this.#rows
    this.#rows = []
    for (const [bed, { open, channels }] of this.#beds) {
      if (open !== null) rows.push(grown(bed, null, open, nowUtcMs))
      for (const [channel, gap] of channels) rows.push(grown(bed, channel, gap, nowUtcMs))
    }
    return latestOfEach(rows.map(gapOfLine))
  }
}

/** What of a row lies outside the gaps of its bed: samples that came after one may be placed a little inside it. */
function outside(row: StoredGap, gaps: BedGaps['ended']): StoredGap {
  let { fromUtcMs, toUtcMs } = row
  for (const gap of gaps) {
    if (gap.fromUtcMs >= toUtcMs || gap.toUtcMs <= fromUtcMs) continue
    if (gap.fromUtcMs <= fromUtcMs) fromUtcMs = gap.toUtcMs
    else toUtcMs = gap.fromUtcMs
  }
  return { ...row, fromUtcMs, toUtcMs }
}

function ended(bed: string, channel: number | null, open: OpenGap, toUtcMs: number): StoredGap {
  const { fromUtcMs, cause, evidence } = open
  return { bed, channel, fromUtcMs, toUtcMs: Math.max(toUtcMs, fromUtcMs), cause, evidence }
}

function grown(bed: string, channel: number | null, open: OpenGap, nowUtcMs: number): StoredGap {
  const row = ended(bed, channel, open, nowUtcMs)
  open.toUtcMs = row.toUtcMs
  return row
}

/** A gap that grows has a row for each second the store refused: only the last of them counts. */
function latestOfEach(rows: readonly StoredGap[]): StoredGap[] {
  const latest = new Map<string, StoredGap>()
  for (const row of rows) {
    latest.set(JSON.stringify([row.bed, row.device, row.channel, row.fromUtcMs, row.cause]), row)
  }
  return [...latest.values()]
}
