/** Whether the context of a canvas is gone, as when the process that draws for all pages has died. */
export interface ContextLoss {
  /** Whether it has been gone for so long that another canvas is there sooner. In: monotonic ms. */
  isGivenUp(nowMs: number): boolean
}

/**
 * Chromium tries to bring a context back 500 ms after its loss (the first try nearly always does). The worker counts as
 * alive until then, and its silence is noticed WORKER_SILENT_MS later: a worker that is replaced just before its context
 * is back loses the waves it holds.
 */
export const CONTEXT_BACK_MS = 400

/**
 * Watches the 2D context of a canvas. In: the canvas, a monotonic clock (ms), and what draws everything anew once the
 * context is back: it comes back empty, and rows that stand still would stay so.
 */
export function watchContext(
  canvas: EventTarget,
  monotonicMs: () => number,
  onRestored: () => void,
): ContextLoss {
  let lostMs: number | null = null
  canvas.addEventListener('contextlost', () => {
    lostMs ??= monotonicMs()
  })
  canvas.addEventListener('contextrestored', () => {
    lostMs = null
    onRestored()
  })
  return {
    isGivenUp: (nowMs) => lostMs !== null && nowMs - lostMs >= CONTEXT_BACK_MS,
  }
}
