import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'

/** A press that moves less than this is a click, in CSS px. */
const DRAG_FROM_PX = 12

/** A bed that is being dragged: its place, and the place under the pointer or null. */
export interface Drag {
  readonly from: number
  readonly over: number | null
}

function placeAt(x: number, y: number): number | null {
  const held = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]')?.dataset.place
  return held === undefined ? null : Number(held)
}

/** The click that follows a drag opens nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation()
    event.preventDefault()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}

/**
 * Drags beds from place to place. In: what is done when one is let go over another place; elements with `data-place`
 * are places, those with `data-bed` too can be dragged. Out: what is dragged now, and the handler for the grid.
 * Escape gives up.
 */
export function useDrag(onDrop: (from: number, to: number) => void): {
  readonly drag: Drag | null
  readonly onPointerDown: (event: ReactPointerEvent) => void
} {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])
  const onPointerDown = (down: ReactPointerEvent) => {
    const tile = down.target instanceof Element ? down.target.closest<HTMLElement>('[data-bed]') : null
    const from = Number(tile?.dataset.place ?? Number.NaN)
    if (down.button !== 0 || Number.isNaN(from)) return
    let dragging = false
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      dragging ||= Math.hypot(clientX - down.clientX, clientY - down.clientY) >= DRAG_FROM_PX
      if (dragging) setDrag({ from, over: placeAt(clientX, clientY) })
    }
    const onUp = ({ clientX, clientY }: PointerEvent) => {
      stop.current()
      if (!dragging) return
      swallowClick()
      const to = placeAt(clientX, clientY)
      if (to !== null && to !== from) onDrop(from, to)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !dragging) return
      event.stopPropagation()
      stop.current()
      swallowClick()
    }
    const giveUp = () => stop.current()
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', giveUp)
    window.addEventListener('keydown', onKey, { capture: true })
    stop.current = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', giveUp)
      window.removeEventListener('keydown', onKey, { capture: true })
      setDrag(null)
    }
  }
  return { drag, onPointerDown }
}
