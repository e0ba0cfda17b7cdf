import { type ReactElement, useState } from 'react'
import { useStation } from '../../client/context.ts'
import { Segments } from '../../review/toolbar.tsx'
import { usePlace } from '../../shell/navigation.ts'
import { type WordKey, words } from '../../words/words.ts'
import { WhatIfView } from '../what-if/what-if-view.tsx'
import { ActiveList } from './active-list.tsx'
import { History } from './history.tsx'

const PARTS = ['active', 'history', 'whatIf'] as const
type Part = (typeof PARTS)[number]
const PART_WORDS: Readonly<Record<Part, WordKey>> = {
  active: 'alarms.active',
  history: 'alarms.history',
  whatIf: 'alarms.whatIf',
}

/** Alarms of all beds: those that stand, what happened, and what other limits would have done. */
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
          textOf={(one) => words(PART_WORDS[one])}
          onChoose={setPart}
        />
      </div>
      <div className={`alarms-part ${part}`}>
        {part === 'active' && <ActiveList />}
        {part !== 'active' && bed === undefined && <p className="quiet">{words('review.noBed')}</p>}
        {part === 'history' && bed !== undefined && (
          <History key={bed} bed={bed} onBed={(other) => go({ bed: other })} />
        )}
        {part === 'whatIf' && bed !== undefined && (
          <WhatIfView bed={bed} onBed={(other) => go({ bed: other })} />
        )}
      </div>
    </main>
  )
}
