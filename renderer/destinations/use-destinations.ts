import { useCallback, useEffect, useState } from 'react'
import type { DestinationFields } from '../../electron/ipc/destinations.ts'
import type { LaneView } from '../../electron/ipc/outbox.ts'
import { useClient, useStation } from '../client/context.ts'
import { type DelayedRemoval, useDelayedRemoval } from '../client/use-delayed-removal.ts'

/** A destination that is about to be removed, and what becomes of what waits for it. */
export interface LeavingDestination {
  readonly id: string
  readonly queued: 'keep' | 'drop'
}

/** Destinations as the panel sees them. */
export interface Destinations {
  readonly list: readonly DestinationFields[]
  readonly lanes: readonly LaneView[]
  readonly removal: DelayedRemoval<LeavingDestination>
  /** Why the engine refused or did not answer, one sentence. */
  readonly problem: string | null
  reload(): void
  /** Removes what waits for one that is gone. */
  drop(id: string): void
}

/** Lists destinations, anew whenever the station has others, and removes them. */
export function useDestinations(): Destinations {
  const client = useClient()
  const { station } = useStation()
  const [list, setList] = useState<readonly DestinationFields[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const fail = useCallback((error: Error) => setProblem(error.message), [])
  const reload = useCallback(() => {
    client.call('destination.list', {}).then(({ destinations }) => setList(destinations), fail)
  }, [client, fail])
  const known = JSON.stringify(station?.destinations ?? [])
  useEffect(() => {
    // Only a change asks again.
    if (known !== '') reload()
  }, [known, reload])
  const remove = useCallback(
    (leaving: LeavingDestination) => client.call('destination.remove', leaving),
    [client],
  )
  return {
    ...{ list, lanes: station?.outbox?.lanes ?? [], removal: useDelayedRemoval(remove), problem, reload },
    drop: (id) => void client.call('destination.drop', { id }).then(() => setProblem(null), fail),
  }
}

/** How many messages are queued for a destination, whatever they wait for. */
export function queuedFor(lanes: readonly LaneView[], id: string): number {
  const lane = lanes.find(({ destination }) => destination === id)
  return lane === undefined ? 0 : lane.waiting + lane.identity + lane.attention
}
