import { useSyncExternalStore } from 'react'

/** Under this width the side column of a screen becomes a tab (UI.md 2), CSS px. */
const NARROW = '(width < 1600px)'

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(NARROW)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the window is too narrow for a column at the side. Follows the window. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches)
}
