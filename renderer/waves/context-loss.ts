/** Whether the context of a canvas is gone, as when the process that draws for all pages has died. */
export interface ContextLoss {
  readonly isLost: boolean
}

/**
 * Watches the 2D context of a canvas. In: the canvas, and what draws everything anew once the context is back: it comes
 * back empty, and rows that stand still would stay so.
 */
export function watchContext(canvas: EventTarget, onRestored: () => void): ContextLoss {
  let isLost = false
  canvas.addEventListener('contextlost', () => {
    isLost = true
  })
  canvas.addEventListener('contextrestored', () => {
    isLost = false
    onRestored()
  })
  return {
    get isLost() {
      return isLost
    },
  }
}
