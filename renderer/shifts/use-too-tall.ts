import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Paper } from '../../electron/ipc/handover-store.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'

/** ISO 216 and ANSI: what is taller goes on on another page, and its foot with it. */
const HEIGHT_MM: Readonly<Record<Paper, number>> = { a4: 297, letter: 279.4 }
const PX_PER_MM = 96 / 25.4

/** Which pages were measured. */
interface Measured {
  readonly summary: ShiftSummary
  readonly paper: Paper
}

/**
 * Whether a sheet was found to be taller than its paper, in whichever language and font it was drawn last. It stays so for
 * these pages: without what was left out then it would fit, and be too tall again with it.
 */
export function useTooTall(
  summary: ShiftSummary,
  paper: Paper,
): { readonly sheet: RefObject<HTMLElement | null>; readonly isTooTall: boolean } {
  const sheet = useRef<HTMLElement>(null)
  const [found, setFound] = useState<Measured | null>(null)
  useLayoutEffect(() => {
    const drawn = sheet.current
    if (drawn === null) return undefined
    const look = () => {
      if (drawn.getBoundingClientRect().height > HEIGHT_MM[paper] * PX_PER_MM) setFound({ summary, paper })
    }
    look()
    // A font that comes later changes it.
    const observer = new ResizeObserver(look)
    observer.observe(drawn)
    return () => observer.disconnect()
  }, [summary, paper])
  return { sheet, isTooTall: found?.summary === summary && found.paper === paper }
}
