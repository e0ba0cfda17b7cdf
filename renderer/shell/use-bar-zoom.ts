import { useEffect, useState } from 'react'

/** The window that the sizes of the bars are made for, in CSS px. */
const MADE_FOR = { width: 1_920, height: 1_080 }
const STEP = 0.25

/** How much larger the bars are drawn in a window of this size: on a large screen they are read from farther away. */
export function barZoom(width: number, height: number): number {
  const room = Math.min(width / MADE_FOR.width, height / MADE_FOR.height)
  return Math.max(1, Math.floor(room / STEP) * STEP)
}

/** The same for this window, as it changes its size. */
export function useBarZoom(): number {
  const [zoom, setZoom] = useState(() => barZoom(window.innerWidth, window.innerHeight))
  useEffect(() => {
    const read = () => setZoom(barZoom(window.innerWidth, window.innerHeight))
    window.addEventListener('resize', read)
    return () => window.removeEventListener('resize', read)
  }, [])
  return zoom
}
