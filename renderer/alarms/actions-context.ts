import { createContext, useContext } from 'react'
import type { BedActions } from './bed-actions.ts'

/** What can be done to alarms in this window; set once at the root. */
export const ActionsContext = createContext<BedActions | null>(null)

/** The actions. Throws when used outside the root, which is a mistake in the program. */
export function useActions(): BedActions {
  const actions = useContext(ActionsContext)
  if (actions === null) throw new TypeError('"ActionsContext" is missing above this component')
  return actions
}
