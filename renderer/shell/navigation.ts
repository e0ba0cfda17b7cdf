import { createContext, useContext } from 'react'
import { createStore, type Store, useStore } from '../client/store.ts'

export type Screen = 'ward' | 'bed' | 'handover' | 'setup'

/** Where the window is. `bed` is the bed last opened or selected, kept across screens. */
export interface Place {
  readonly screen: Screen
  readonly bed: string | null
  /** Page of the ward, from 0, when the beds do not fit on one. */
  readonly page: number
}

export const FIRST_PLACE: Place = { screen: 'ward', bed: null, page: 0 }

export const PlaceContext = createContext<Store<Place>>(createStore(FIRST_PLACE))

/** Where the window is, and how to go elsewhere. */
export function usePlace(): { place: Place; go: (change: Partial<Place>) => void } {
  const store = useContext(PlaceContext)
  const place = useStore(store)
  return { place, go: (change) => store.set({ ...store.get(), ...change }) }
}
