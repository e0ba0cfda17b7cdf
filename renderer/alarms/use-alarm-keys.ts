import { useEffect, useRef } from 'react'
import type { BedState } from '../client/station-state.ts'
import { IS_WALL } from '../client/window-role.ts'
import type { Place } from '../shell/navigation.ts'
import { useActions } from './actions-context.ts'
import { alarmKey, bedOfKey, nextAlarmBed } from './alarm-keys.ts'
import { compareBeds } from './worst-beds.ts'

interface AlarmKeyTargets {
  readonly place: Place
  readonly beds: readonly BedState[]
  readonly go: (change: Partial<Place>) => void
}

/** The bed of the tile that has the focus; null where another control has it. */
function focusedBed(): string | null {
  const focused = document.activeElement
  return focused instanceof HTMLElement ? (focused.dataset.bed ?? null) : null
}

/** Keys belong to whatever is typed into, and Space to the button that has the focus, unless that is a tile. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('input, select, textarea') || target.closest('dialog') !== null) return true
  return (
    key === ' ' &&
    target.matches('button, a, [role=button], [role=slider]') &&
    target.dataset.bed === undefined
  )
}

function focusTile(bed: string): void {
  document.querySelector<HTMLElement>(`.tile[data-bed="${CSS.escape(bed)}"]`)?.focus()
}

/** Listens to the keys about alarms. */
export function useAlarmKeys(targets: AlarmKeyTargets): void {
  const actions = useActions()
  const latest = useRef(targets)
  useEffect(() => {
    latest.current = targets
  })
  useEffect(() => {
    if (IS_WALL) return
    const onKey = (event: KeyboardEvent) => {
      const { place, beds, go } = latest.current
      const key = alarmKey(event)
      if (key === null || isTaken(event.target, event.key)) return
      if (key === 'undo') {
        actions.undo()
        event.preventDefault()
        return
      }
      if (place.screen !== 'ward' && place.screen !== 'bed') return
      const about = bedOfKey(place, focusedBed())
      const view = beds.find((bed) => bed.view.id === about)?.view
      event.preventDefault()
      if (key === 'nextAlarm' || (key === 'acknowledge' && view === undefined)) {
        const next = nextAlarmBed(beds.map((bed) => bed.view).toSorted(compareBeds), about)
        if (next === null) return
        if (place.screen === 'bed') go({ bed: next })
        else focusTile(next)
        return
      }
      if (view === undefined) return
      if (key === 'acknowledge') actions.acknowledge(view)
      if (key === 'pause') actions.pauseAudio(view)
      if (key === 'limits') go({ screen: 'bed', bed: view.id, dialog: 'limits' })
    }
    // Before the focused tile sees it: Space would open the bed.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [actions])
}
