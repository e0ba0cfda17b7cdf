import { createContext, useContext } from 'react'
import { createStore, type Store, useStore } from '../client/store.ts'
import { IS_WALL } from '../client/window-role.ts'

export type Screen = 'ward' | 'bed' | 'review' | 'alarms' | 'handover' | 'remote' | 'setup'

/** Where the window is. `bed` is the bed last opened or selected, kept across screens. */
export interface Place {
  readonly screen: Screen
  readonly bed: string | null
  /** Page of the ward, from 0, when the beds do not fit on one. */
  readonly page: number
  /** The panel that is open beside the ward or the bed, about `bed`; `admissions` is about the ward. */
  readonly dialog: 'identity' | 'patient' | 'entry' | 'limits' | 'states' | 'admissions' | null
  /** The part of the opened bed that lies over its waves, in a window without room below them. */
  readonly part: string | null
  /** The moment that the review begins with, UTC ms; null: the newest. */
  readonly momentUtcMs: number | null
}

export const FIRST_PLACE: Place = {
  screen: 'ward',
  bed: null,
  page: 0,
  dialog: null,
  part: null,
  momentUtcMs: null,
}

export const PlaceContext = createContext<Store<Place>>(createStore(FIRST_PLACE))

/** Where the window is, and how to go elsewhere. */
export function usePlace(): { place: Place; go: (change: Partial<Place>) => void } {
  const store = useContext(PlaceContext)
  const place = useStore(store)
  // A panel is about one bed: it closes when the window goes elsewhere.
  const go = (wanted: Partial<Place>) => {
    // The wall shows the ward and nothing else: no names, no set-up.
    const change = IS_WALL ? { page: wanted.page ?? store.get().page } : wanted
    const goesElsewhere = 'screen' in change || 'bed' in change
    store.set({
      ...store.get(),
      ...(goesElsewhere && { dialog: null, part: null, momentUtcMs: null }),
      ...change,
    })
  }
  return { place, go }
}
