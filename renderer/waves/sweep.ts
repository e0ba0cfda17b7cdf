import { type ColumnLine, createColumnLine } from './column-line.ts'
import type { PaintContext } from './context.ts'
import type { RowGeometry } from './geometry.ts'
import { longestStepMs, SAMPLE, timeAt, type WaveRing } from './ring.ts'
import type { ValueRange } from './scale.ts'

/** Time without a sample due after which the empty stretch behind the write point is hatched. */
const HATCH_AFTER_MS = 400
/** A gap longer than this prints its length. */
const PRINT_GAP_OVER_MS = 1000
/** Narrower gaps only break the line: there is no room for a hatch. */
const NARROWEST_HATCH_COLUMNS = 3
/** Dot at the write point, CSS px; and what must be drawn anew when it moves on. */
const DOT_RADIUS_PX = 2.5
const DOT_REACH_PX = 4
const PACE_MARK_PX = 7

/** A stretch of absolute columns; `gapMs` is set on the hatch that closes a gap worth printing. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly gapMs: number | null
}

/** How a row turns raw samples into its picture. */
export interface SweepSource {
  readonly ring: WaveRing
  lagAt(utcMs: number): number
  /** Physical value = raw * gain + offset. */
  readonly gain: number
  readonly offset: number
  readonly range: ValueRange
  /** Told every newly drawn sample: the scale watches them. */
  see(value: number, atMs: number): void
}

/**
 * Erase-bar painter of one row. `advance` decides what this frame changes,
 * `clears` and `hatches` are painted first, then the line (`trace`), the dot
 * and the marks, so that rows of one colour can share one path.
 */
export interface Sweep {
  /** Works out one frame at `nowMs` of the monotonic clock. Out: false if the row must be drawn as a whole: see `restart`. */
  advance(source: SweepSource, nowMs: number): boolean
  /** Sets the row up to be drawn as a whole at `nowMs`, from what the ring still holds. */
  restart(source: SweepSource | null, nowMs: number): void
  readonly clears: readonly Stretch[]
  readonly hatches: readonly Stretch[]
  /** Adds the line of this frame to the open path. */
  trace(context: PaintContext, source: SweepSource): void
  /** Adds the dot at the write point to the open path, if this frame moved it. */
  dot(context: PaintContext): void
  /** Adds pace marks to the open path (thin upright lines above the trace). */
  pace(context: PaintContext, source: SweepSource): void
  /** Adds the dotted base line of poor signal to the open path. */
  poor(context: PaintContext, source: SweepSource): void
}

/** Painter of one row in its place; a new place needs a new painter. */
export function createSweep(geometry: RowGeometry): Sweep {
  const { columns, columnsPerMs, gapColumns, traceLeft, traceTop, traceBottom, scale } = geometry
  const dotReach = Math.ceil(DOT_REACH_PX * scale)
  const line: ColumnLine = createColumnLine()
  const clears: Stretch[] = []
  const hatches: Stretch[] = []
  /** Next sample to draw, and where the line has got to. */
  let cursor = 0
  let tail = 0
  let tailMs = 0
  let tailY = Number.NaN
  let front = 0
  let hatchedTo = 0
  let lastGoodUtcMs = Number.NaN
  /** Samples drawn by this frame; the first of them may lie left of `cutAt`. */
  let from = 0
  let to = 0
  let cutAt = 0

  const columnAt = (source: SweepSource, index: number) => {
    const utcMs = timeAt(source.ring, index)
    return (utcMs + source.lagAt(utcMs)) * columnsPerMs
  }
  const flagsAt = (ring: WaveRing, index: number) => ring.flags[index % ring.capacity] ?? 0
  const valueAt = (source: SweepSource, index: number) =>
    (source.ring.values[index % source.ring.capacity] ?? 0) * source.gain + source.offset
  const yOf = (range: ValueRange, value: number) => {
    const share = (value - range.lowest) / (range.highest - range.lowest)
    const y = traceBottom - share * (traceBottom - traceTop)
    return Math.max(traceTop, Math.min(y, traceBottom))
  }
  const screenX = (column: number) => traceLeft + (((column % columns) + columns) % columns)

  function addHatch(fromColumn: number, toColumn: number, gapMs: number | null): void {
    const start = Math.max(fromColumn, cutAt)
    if (toColumn - start < NARROWEST_HATCH_COLUMNS) return
    hatches.push({ from: start, to: toColumn, gapMs })
  }

  /** Finds the gaps among the samples of this frame and remembers where the line ends. */
  function findGaps(source: SweepSource): void {
    const { ring } = source
    const longestMs = longestStepMs(ring)
    let goodColumn = cutAt - 1
    let open = false
    let offFrom = Number.NaN
    for (let index = from; index < to; index++) {
      const flags = flagsAt(ring, index)
      const utcMs = timeAt(ring, index)
      const column = columnAt(source, index)
      const isOff = (flags & (SAMPLE.leadOff | SAMPLE.missing)) === SAMPLE.leadOff
      if (isOff && Number.isNaN(offFrom)) offFrom = column
      else if (!isOff && !Number.isNaN(offFrom)) {
        addHatch(offFrom, tail, null)
        offFrom = Number.NaN
      }
      tail = column
      tailMs = column / columnsPerMs
      if ((flags & SAMPLE.missing) !== 0) {
        open = true
        tailY = Number.NaN
        continue
      }
      const fresh = index >= cursor
      const gapMs = fresh ? utcMs - lastGoodUtcMs - ring.periodMs : Number.NaN
      const hole = index > from && utcMs - timeAt(ring, index - 1) > longestMs
      if (open || hole || (index === from && gapMs + ring.periodMs > longestMs)) {
        addHatch(goodColumn + 1, column - 1, gapMs > PRINT_GAP_OVER_MS ? gapMs : null)
        // Two hatches on one place would be brighter than either.
        if (offFrom <= goodColumn) {
          addHatch(offFrom, goodColumn, null)
          offFrom = column
        }
      }
      open = false
      goodColumn = column
      const value = valueAt(source, index)
      tailY = yOf(source.range, value)
      if (!fresh) continue
      lastGoodUtcMs = utcMs
      source.see(value, utcMs)
    }
    if (open) addHatch(goodColumn + 1, tail, null)
    if (!Number.isNaN(offFrom)) addHatch(offFrom, tail, null)
  }

  function clear(fromColumn: number, toColumn: number): void {
    if (toColumn > fromColumn) clears.push({ from: fromColumn, to: toColumn, gapMs: null })
  }

  /** First sample to draw so that the line reaches the cleared stretch from the left. */
  function walkBack(source: SweepSource, column: number): number {
    let index = cursor
    while (index > source.ring.start && columnAt(source, index - 1) >= column) index--
    return Math.max(source.ring.start, index - 1)
  }

  function firstVisible(source: SweepSource, oldest: number): number {
    let index = source.ring.end
    while (index > source.ring.start && columnAt(source, index - 1) >= oldest) index--
    return index
  }

  function endAt(source: SweepSource, head: number): number {
    let index = Math.max(cursor, source.ring.start)
    while (index < source.ring.end && columnAt(source, index) <= head) index++
    return index
  }

  function hatchSilence(periodMs: number, head: number, nowMs: number): void {
    if (nowMs - tailMs - periodMs < HATCH_AFTER_MS) return
    const start = Math.max(hatchedTo, tail + dotReach + 1)
    if (head - start < 1) return
    hatches.push({ from: start, to: Math.floor(head), gapMs: null })
    hatchedTo = Math.floor(head)
  }

  function restart(source: SweepSource | null, nowMs: number): void {
    const head = nowMs * columnsPerMs
    clears.length = 0
    hatches.length = 0
    front = head + gapColumns
    cutAt = Math.floor(front - columns) + 1
    tailY = Number.NaN
    lastGoodUtcMs = Number.NaN
    hatchedTo = 0
    from = 0
    to = 0
    const { ring } = source ?? {}
    const older = ring !== undefined && ring.end > ring.start
    // Without any sample yet nothing is known to be missing; with older ones all of the sweep is.
    tail = older ? cutAt : head
    tailMs = tail / columnsPerMs
    if (source === null || ring === undefined) return
    cursor = firstVisible(source, cutAt)
    if (cursor > ring.start) lastGoodUtcMs = timeAt(ring, cursor - 1)
    from = cursor
    to = endAt(source, head)
    if (to > from) findGaps(source)
    cursor = to
    hatchSilence(ring.periodMs, head, nowMs)
  }

  function advance(source: SweepSource, nowMs: number): boolean {
    const head = nowMs * columnsPerMs
    const newFront = head + gapColumns
    if (newFront - front > columns / 2 || cursor > source.ring.end) return false
    clears.length = 0
    hatches.length = 0
    const oldest = newFront - columns
    cursor = Math.max(cursor, source.ring.start)
    to = endAt(source, head)
    from = to
    if (to > cursor) {
      const first = columnAt(source, cursor)
      const last = columnAt(source, to - 1)
      cutAt = Math.floor(Math.max(Math.min(tail, first) - dotReach, oldest))
      const clearTo = Math.max(last, tail) + dotReach + 1
      from = walkBack(source, cutAt)
      if (last >= oldest) {
        clear(cutAt, Math.min(clearTo, newFront))
        findGaps(source)
      } else from = to
      cursor = to
    }
    clear(front, newFront)
    front = newFront
    hatchSilence(source.ring.periodMs, head, nowMs)
    return true
  }

  function trace(context: PaintContext, source: SweepSource): void {
    const { ring, range } = source
    const longestMs = longestStepMs(ring)
    const leftmost = cutAt - longestMs * columnsPerMs - 1
    let previousMs = Number.NaN
    let sweepNumber = Number.NaN
    line.begin(context)
    for (let index = from; index < to; index++) {
      const flags = flagsAt(ring, index)
      const utcMs = timeAt(ring, index)
      const column = columnAt(source, index)
      const nextSweep = Math.floor(column / columns)
      const broken = (flags & SAMPLE.afterHole) !== 0 || utcMs - previousMs > longestMs
      previousMs = utcMs
      if (broken || nextSweep !== sweepNumber) line.lift()
      sweepNumber = nextSweep
      if ((flags & SAMPLE.missing) !== 0) line.lift()
      else if (column > leftmost) {
        line.add(Math.floor(column), screenX(column), yOf(range, valueAt(source, index)))
      }
    }
    line.lift()
  }

  function eachMarked(source: SweepSource, flag: number, body: (x: number) => void): void {
    for (let index = from; index < to; index++) {
      if ((flagsAt(source.ring, index) & flag) === 0) continue
      const column = columnAt(source, index)
      if (column >= cutAt) body(screenX(column))
    }
  }

  return {
    advance,
    restart,
    clears,
    hatches,
    trace,
    dot(context) {
      if (Number.isNaN(tailY) || to <= from) return
      const x = screenX(tail)
      const radius = DOT_RADIUS_PX * scale
      context.moveTo(x + radius, tailY)
      context.arc(x, tailY, radius, 0, Math.PI * 2)
    },
    pace(context, source) {
      const length = Math.round(PACE_MARK_PX * scale)
      eachMarked(source, SAMPLE.pace, (x) => {
        const upright = Math.floor(x) + 0.5
        context.moveTo(upright, geometry.top + 1)
        context.lineTo(upright, geometry.top + 1 + length)
      })
    },
    poor(context, source) {
      const y = traceBottom + Math.floor(scale)
      eachMarked(source, SAMPLE.poor, (x) => {
        const column = Math.floor((x - traceLeft) / (4 * scale)) * 4 * scale + traceLeft
        context.moveTo(column, y)
        context.lineTo(column + scale, y)
      })
    },
  }
}
