import type { ReactElement } from 'react'
import type { AlarmView } from '../../electron/ipc/alarms.ts'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'
import type { AlarmOwner } from './bed-actions.ts'

/** What can be done about one alarm of a list. */
export function AlarmButtons({
  owner,
  alarm,
}: {
  readonly owner: AlarmOwner
  readonly alarm: AlarmView
}): ReactElement | null {
  const actions = useActions()
  const { state, hidden } = alarm
  if (state === 'active' && !hidden) {
    return (
      <button type="button" className="button dense" onClick={() => actions.acknowledge(owner, [alarm])}>
        {words('alarms.acknowledge')}
      </button>
    )
  }
  if (state !== 'latched' && state !== 'missed') return null
  return (
    <button type="button" className="button dense" onClick={() => actions.reset(owner, [alarm])}>
      {words('alarms.reset')}
    </button>
  )
}
