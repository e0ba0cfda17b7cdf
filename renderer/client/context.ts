import { createContext, useContext } from 'react'
import type { BedState, StationState } from './station-state.ts'
import { useStore } from './store.ts'
import type { VigilClient } from './vigil-client.ts'

/** The client of this window; set once at the root. */
export const ClientContext = createContext<VigilClient | null>(null)

/** The client. Throws when used outside the root, which is a mistake in the program. */
export function useClient(): VigilClient {
  const client = useContext(ClientContext)
  if (client === null) throw new TypeError('"ClientContext" is missing above this component')
  return client
}

/** All that is known about the station; the component is drawn again when any of it changes. */
export function useStation(): StationState {
  return useStore(useClient().state)
}

/** One bed, or undefined if the ward has none with this id. */
export function useBed(id: string | null): BedState | undefined {
  return useStation().beds.find(({ view }) => view.id === id)
}
