import { type ReactElement, useState } from 'react'
import { useStation } from '../../client/context.ts'
import { Segments } from '../../review/toolbar.tsx'
import { usePlace } from '../../shell/navigation.ts'
import { words } from '../../words/words.ts'
import { ActiveList } from './active-list.tsx'
import { History } from './history.tsx'

const PARTS = ['active', 'history'] as const
type Part = (typeof PARTS)[number]

/** Alarms of all beds: those that stand, and what happened. */
export function AlarmsScreen(): ReactElement {
  const { beds } = useStation()
  const { place, go } = usePlace()
  const [part, setPart] = useState<Part>('active')
  const bed = beds.find(({ view }) => view.id === place.bed)?.view.id ?? beds[0]?.view.id
  return (
    <main className="alarms-screen">
      <div className="alarms-head">
        <h1>{words('alarms.title')}</h1>
        <Segments
          label={words('alarms.parts')}
          values={PARTS}
          value={part}
          textOf={(one) => words(one === 'active' ? 'alarms.active' : 'alarms.history')}
          onChoose={setPart}
        />
      </div>
      <div className={`alarms-part ${part}`}>
        {part === 'active' && <ActiveList />}
        {part === 'history' && bed === undefined && <p className="quiet">{words('review.noBed')}</p>}
        {part === 'history' && bed !== undefined && (
          <History key={bed} bed={bed} onBed={(other) => go({ bed: other })} />
        )}
      </div>
    </main>
  )
}
