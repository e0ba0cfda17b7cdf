import { useEffect, useRef } from 'react'
import { useClient } from '../client/context.ts'
import type { BedState } from '../client/station-state.ts'
import { IS_WALL } from '../client/window-role.ts'

/** More than ever stand at once; beyond that the oldest are forgotten and would be told again, which changes nothing. */
const MOST_KNOWN = 4_096

/** Tells the engine when each alarm was first drawn, for the time from its arrival to the screen. */
export function useReportShown(beds: readonly BedState[]): void {
  const client = useClient()
  const known = useRef(new Set<string>())
  useEffect(() => {
    const fresh = beds.flatMap(({ view }) =>
      view.alarms
        .filter(({ state, hidden }) => state === 'active' && !hidden)
        .map(({ id, occurrence }) => ({ bed: view.id, id, occurrence }))
        .filter(({ bed, id, occurrence }) => !known.current.has(`${bed} ${occurrence} ${id}`)),
    )
    if (IS_WALL || fresh.length === 0) return
    if (known.current.size > MOST_KNOWN) known.current.clear()
    for (const { bed, id, occurrence } of fresh) known.current.add(`${bed} ${occurrence} ${id}`)
    // The second frame after the change begins when the first has been handed to the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const shownUtcMs = Date.now()
        client
          .call('alarm.shown', { alarms: fresh.map((alarm) => ({ ...alarm, shownUtcMs })) })
          .catch(() => undefined)
      }),
    )
  }, [beds, client])
}
