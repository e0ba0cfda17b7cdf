import { useEffect, useRef, useState } from 'react'
import type { BedState } from '../client/station-state.ts'
import { bedByNumber, keyAction } from './keys.ts'
import type { Place } from './navigation.ts'

const MOST_DIGITS = 3
/** Digits that nobody finishes with Enter are forgotten after this. */
const FORGET_MS = 4_000

interface KeyTargets {
  readonly place: Place
  readonly beds: readonly BedState[]
  readonly go: (change: Partial<Place>) => void
  readonly toggleHelp: () => void
  readonly togglePrivacy: () => void
  readonly openTrends: (bed: string | null) => void
  readonly closeHelp: () => boolean
  /** Speed or gain of the bed view. */
  readonly stepSweep: (what: 'speed' | 'gain', step: 1 | -1) => void
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea')
}

/** A dialog has keys of its own: Escape closes it, Enter answers it. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog') !== null
}

/** The bed whose tile has the focus, else the one that was open last. */
function bedMeant(place: Place): string | null {
  return focusedBed() ?? place.bed
}

/** The bed whose tile has the focus. */
function focusedBed(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-bed]')?.dataset.bed ?? null
}

/** Listens to the keys of the window. Out: the digits typed so far, to be shown until Enter. */
export function useKeys(targets: KeyTargets): string {
  const [digits, setDigits] = useState('')
  const latest = useRef({ ...targets, digits })
  useEffect(() => {
    latest.current = { ...targets, digits }
  })
  useEffect(() => {
    if (digits === '') return
    const timer = setTimeout(() => setDigits(''), FORGET_MS)
    return () => clearTimeout(timer)
  }, [digits])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current
      if (event.ctrlKey || event.altKey || event.metaKey || isInDialog(event.target)) return
      const action = keyAction(event.key, now.digits, isTyping(event.target))
      if (action === null) return
      if (action.type === 'digit') setDigits((now.digits + action.digit).slice(-MOST_DIGITS))
      if (action.type === 'help') now.toggleHelp()
      // In the review P and N go from alarm to alarm.
      if (action.type === 'privacy' && now.place.screen === 'ward') now.togglePrivacy()
      const bed = bedMeant(now.place)
      if (action.type === 'trends') now.openTrends(bed)
      if (action.type === 'review') now.go({ screen: 'review', ...(bed !== null && { bed }) })
      if ((action.type === 'speed' || action.type === 'gain') && now.place.screen === 'bed')
        now.stepSweep(action.type, action.step)
      // With Shift it is the ward's: it moves a bed to that page, then turns to it.
      if (action.type === 'page' && !event.shiftKey) now.go({ page: Math.max(0, now.place.page + action.by) })
      if (action.type === 'entry') {
        // On the ward never for a bed that is not looked at: what is entered there is another patient's.
        const about = now.place.screen === 'bed' ? now.place.bed : focusedBed()
        if (about !== null) now.go({ bed: about, dialog: 'entry' })
        // The first key of a field that is focused next is not this one.
        event.preventDefault()
      }
      if (action.type === 'back') {
        if (now.digits !== '') setDigits('')
        else if (now.place.dialog !== null) now.go({ dialog: null })
        else if (now.place.part !== null) now.go({ part: null })
        else if (!now.closeHelp()) now.go({ screen: 'ward' })
      }
      if (action.type === 'goToNumber') {
        const bed = bedByNumber(
          now.beds.map(({ view }) => view),
          now.digits,
        )
        setDigits('')
        if (bed !== undefined) now.go({ screen: 'bed', bed: bed.id })
        event.preventDefault()
        event.stopPropagation()
      }
    }
    // Before the focused button sees it: Enter after digits goes to that bed, not to the focused one.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
  return digits
}
