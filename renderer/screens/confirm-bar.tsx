import { type ReactElement, useEffect, useRef } from 'react'
import { words } from '../words/words.ts'
import type { Arrangement } from './use-arrangement.ts'

const KEEP_KEY = 'k'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea')
}

/** Asks whether beds stay where they were moved. It takes the place of the tabs, so that no tile moves for it. */
export function ConfirmBar({ arrangement }: { readonly arrangement: Arrangement }): ReactElement {
  const latest = useRef(arrangement)
  useEffect(() => {
    latest.current = arrangement
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
      const isUndo = event.key === 'Escape'
      if (!isUndo && event.key.toLowerCase() !== KEEP_KEY) return
      if (isUndo) latest.current.undo()
      else latest.current.keep()
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    // Before the window's own keys: Escape undoes the move and leaves the screen where it is.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
  return (
    <section className="confirm-bar" aria-label={words('arrange.label')}>
      <output className="confirm-text">{arrangement.problem ?? arrangement.pending}</output>
      <button type="button" className="button dense" onClick={arrangement.undo}>
        {words('arrange.undo')} <kbd className="key-cap">Esc</kbd>
      </button>
      <button type="button" className="button dense" onClick={arrangement.keep}>
        {words('arrange.keep')} <kbd className="key-cap">K</kbd>
      </button>
    </section>
  )
}
