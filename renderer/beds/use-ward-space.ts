import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { ScreenLayout } from '../../electron/ipc/screens.ts'
import { barZoom } from '../shell/use-bar-zoom.ts'
import { PAGE_PADDING, type WardLayout, wardLayout } from './layout.ts'

/** Room for the line `Page 1 of 2`, in CSS px before the bars are drawn larger. */
const PAGER_PX = 44
/** Space above and below the tiles together, in CSS px. */
const VERTICAL_PADDING = 6

/** The layout for the space that the ward has now. Out: where to measure, and the layout; null before the first measure. */
export function useWardSpace(
  used: number,
  places: ScreenLayout['places'],
): { readonly root: RefObject<HTMLElement | null>; readonly layout: WardLayout | null } {
  const root = useRef<HTMLElement>(null)
  const [space, setSpace] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = root.current
    if (element === null) return
    const read = () => setSpace({ width: element.clientWidth, height: element.clientHeight })
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  if (space.width === 0) return { root, layout: null }
  const width = space.width - 2 * PAGE_PADDING
  const height = space.height - VERTICAL_PADDING
  const whole = wardLayout(used, places, width, height)
  const pagerPx = PAGER_PX * barZoom(window.innerWidth, window.innerHeight)
  return { root, layout: whole.pages === 1 ? whole : wardLayout(used, places, width, height - pagerPx) }
}
