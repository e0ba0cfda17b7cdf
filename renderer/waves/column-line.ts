import type { PaintContext } from './context.ts'

/**
 * Draws one line through samples with at most four points for each pixel
 * column: the first, both extremes in their order, and the last. Whatever the
 * rate, no extreme is lost, and nothing is averaged.
 */
export interface ColumnLine {
  begin(context: PaintContext): void
  /** Adds a sample at screen place (x, y) in an absolute column. */
  add(column: number, x: number, y: number): void
  /** Ends the line here: the next sample starts a new one. */
  lift(): void
}

/** A lone sample has no line: this much makes it visible, in device pixels. */
const LONE_HALF_PX = 0.25

/** Makes a line drawer; it is used again for every frame so that drawing allocates nothing. */
export function createColumnLine(): ColumnLine {
  let context: PaintContext | null = null
  let column = Number.NaN
  let started = false
  let count = 0
  let firstX = 0
  let firstY = 0
  let topX = 0
  let topY = 0
  let bottomX = 0
  let bottomY = 0
  let lastX = 0
  let lastY = 0

  function point(x: number, y: number): void {
    if (started) {
      context?.lineTo(x, y)
      return
    }
    context?.moveTo(x - LONE_HALF_PX, y)
    context?.lineTo(x + LONE_HALF_PX, y)
    started = true
  }

  function inside(x: number): boolean {
    return x > firstX && x < lastX
  }

  function flush(): void {
    if (count === 0) return
    point(firstX, firstY)
    const topFirst = topX <= bottomX
    if (topFirst && inside(topX)) point(topX, topY)
    if (inside(bottomX) && bottomX !== topX) point(bottomX, bottomY)
    if (!topFirst && inside(topX)) point(topX, topY)
    if (count > 1) point(lastX, lastY)
    count = 0
  }

  return {
    begin(next) {
      context = next
      column = Number.NaN
      started = false
      count = 0
    },
    add(at, x, y) {
      if (at !== column) flush()
      column = at
      if (count === 0) {
        firstX = x
        firstY = y
      }
      if (count === 0 || y < topY) {
        topX = x
        topY = y
      }
      if (count === 0 || y > bottomY) {
        bottomX = x
        bottomY = y
      }
      lastX = x
      lastY = y
      count += 1
    },
    lift() {
      flush()
      started = false
    },
  }
}
