import type { ReactElement } from 'react'
import { words } from '../../words/words.ts'
import { ActiveList } from './active-list.tsx'

/** Alarms of all beds, as they stand. */
export function AlarmsScreen(): ReactElement {
  return (
    <main className="alarms-screen">
      <div className="alarms-head">
        <h1>{words('alarms.title')}</h1>
      </div>
      <div className="alarms-part active">
        <ActiveList />
      </div>
    </main>
  )
}
