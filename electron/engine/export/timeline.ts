import { isOfWholeBed } from '../store/read/gap-scope.ts'
import { clip, type Interval, unionOf, without } from './intervals.ts'

/** Cause of a silence that the gap ledger does not explain: before the first start, for one. */
export const NOT_RECORDED = 'notRecorded'

/** A stretch without data and why. `channel` null: the whole bed, or all of the `device` that it names. */
export interface LedgerGap extends Interval {
  readonly channel: number | null
  readonly device?: string
  readonly cause: string
  readonly evidence: string
}

/**
 * Rows of the gap ledger as gaps that do not overlap: neither two of the whole bed, nor two of one channel, nor
 * one of a channel with one of its bed. Where rows do (a clock that was set back runs through the same time
 * again), the whole bed goes before its channels and the earlier one before the later. Cut to the period, in order.
 */
export function disjointGaps(rows: readonly LedgerGap[], period: Interval): LedgerGap[] {
  const inside = rows.flatMap((row) => clip(row, period) ?? []).sort(byTime)
  const ofBed = apart(inside.filter(isOfWholeBed))
  const devices = new Set(inside.flatMap(({ channel, device }) => (channel === null ? (device ?? []) : [])))
  const ofDevices = [...devices].flatMap((name) =>
    without(apart(inside.filter(({ channel, device }) => channel === null && device === name)), ofBed),
  )
  const channels = new Set(inside.flatMap(({ channel }) => channel ?? []))
  const ofChannels = [...channels].flatMap((number) =>
    without(apart(inside.filter(({ channel }) => channel === number)), ofBed),
  )
  const moments = rows.filter((row) => isMomentIn(row, period))
  return [...ofBed, ...ofDevices, ...ofChannels, ...moments].sort(byTime)
}

/** A clock that was set back leaves a row of no length: it takes no time from the data, and is told all the same. */
function isMomentIn({ fromUtcMs, toUtcMs, cause }: LedgerGap, period: Interval): boolean {
  return (
    cause === 'clockJump' &&
    fromUtcMs === toUtcMs &&
    fromUtcMs >= period.fromUtcMs &&
    fromUtcMs < period.toUtcMs
  )
}

/** What of each gap lies outside the ones before it; adjoining ones of one cause and evidence are joined. */
function apart(gaps: readonly LedgerGap[]): LedgerGap[] {
  const done: LedgerGap[] = []
  let doneUtcMs = Number.NEGATIVE_INFINITY
  for (const gap of gaps) {
    const fromUtcMs = Math.max(gap.fromUtcMs, doneUtcMs)
    if (gap.toUtcMs <= fromUtcMs) continue
    doneUtcMs = gap.toUtcMs
    const last = done.at(-1)
    const continues = last?.toUtcMs === fromUtcMs && last.cause === gap.cause
    if (last !== undefined && continues) done[done.length - 1] = { ...last, toUtcMs: gap.toUtcMs }
    else done.push({ ...gap, fromUtcMs })
  }
  return done
}

/** A stretch of a channel's time line: data, or a gap with its cause. */
export interface Stretch extends Interval {
  readonly gap: Pick<LedgerGap, 'cause' | 'evidence'> | null
}

/**
 * The time line of one channel, or of a bed (`channel` null): every moment of the period is either covered or
 * a gap, never both. In: gaps without those of devices that do not send the channel. The ledger goes before data; silence that it does not explain is a gap too.
 */
export function timelineOf(
  channel: number | null,
  period: Interval,
  gaps: readonly LedgerGap[],
  data: readonly Interval[],
): Stretch[] {
  const own = disjointGaps(gaps, period).filter(
    (gap) =>
      gap.toUtcMs > gap.fromUtcMs &&
      (gap.channel === null ? channel !== null || gap.device === undefined : gap.channel === channel),
  )
  const covered = without(unionOf(data.flatMap((one) => clip(one, period) ?? [])), own)
  const silent = without([period], [...own, ...covered])
  return [
    ...own.map(({ fromUtcMs, toUtcMs, cause, evidence }) => ({
      fromUtcMs,
      toUtcMs,
      gap: { cause, evidence },
    })),
    ...covered.map(({ fromUtcMs, toUtcMs }) => ({ fromUtcMs, toUtcMs, gap: null })),
    ...silent.map(({ fromUtcMs, toUtcMs }) => ({
      fromUtcMs,
      toUtcMs,
      gap: { cause: NOT_RECORDED, evidence: '' },
    })),
  ].sort(byTime)
}

function byTime(a: Interval, b: Interval): number {
  return a.fromUtcMs - b.fromUtcMs || a.toUtcMs - b.toUtcMs
}
