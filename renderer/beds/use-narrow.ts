import { useCallback, useSyncExternalStore } from 'react'

/** Under this width the side column of a screen becomes a tab (UI.md 2), CSS px. */
const NARROW = '(width < 1600px)'
/** Under this height waves, numbers and what stands below them have no room together, CSS px (`bed-view.css`). */
const LOW = '(height < 700px)'

function useMatch(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const watched = window.matchMedia(query)
      watched.addEventListener('change', changed)
      return () => watched.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

/** Whether the window is too narrow for a column at the side. Follows the window. */
export function useNarrow(): boolean {
  return useMatch(NARROW)
}

/** Whether the window is too low for anything below the live waves. Follows the window. */
export function useLow(): boolean {
  return useMatch(LOW)
}
