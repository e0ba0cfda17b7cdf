import { useEffect, useRef } from 'react'

/** What the keys of the review do. */
export interface ReviewKeys {
  /** Moves by quarters of the strip. */
  readonly onQuarter: (by: -1 | 1) => void
  readonly onMinute: (by: -1 | 1) => void
  readonly onAlarm: (direction: 'before' | 'after') => void
}

/** What a key means here; null for nothing. Digits, Escape and F1 belong to the window (shell/keys.ts). */
export function reviewKey(key: string, shift: boolean): keyof ReviewKeys | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') return shift ? 'onMinute' : 'onQuarter'
  if (key === 'ArrowUp' || key === 'ArrowDown') return 'onMinute'
  return key === 'n' || key === 'p' ? 'onAlarm' : null
}

const BACK: readonly string[] = ['ArrowLeft', 'ArrowUp', 'p']

/** Listens to the keys of the review while it is open; whoever types or chooses in a field is left alone. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (target instanceof HTMLElement && target.matches('input, select, textarea')) return
      const meaning = reviewKey(event.key, event.shiftKey)
      if (meaning === null) return
      event.preventDefault()
      const isBack = BACK.includes(event.key)
      if (meaning === 'onAlarm') latest.current.onAlarm(isBack ? 'before' : 'after')
      else latest.current[meaning](isBack ? -1 : 1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
