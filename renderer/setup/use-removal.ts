import { useCallback } from 'react'
import { useClient } from '../client/context.ts'
import { type DelayedRemoval, useDelayedRemoval } from '../client/use-delayed-removal.ts'

/** A bed that is about to be removed. */
export interface Removal {
  readonly bed: string
  readonly label: string
}

/** Removes a bed only after the time for undo has passed. */
export function useRemoval(): DelayedRemoval<Removal> {
  const client = useClient()
  return useDelayedRemoval(useCallback(({ bed }: Removal) => client.call('bed.remove', { bed }), [client]))
}
