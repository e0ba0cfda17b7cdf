import type { ReactElement } from 'react'
import type { AlarmBurden, BurdenFigures, ParameterBurden } from '../../electron/ipc/handover.ts'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { age } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'

const PRIORITY_WORDS = {
  high: 'burden.high',
  medium: 'burden.medium',
  low: 'burden.low',
} as const satisfies Record<string, WordKey>

const PRIORITY_HEADING: WordKey = 'burden.priority'
const KIND_HEADING: WordKey = 'burden.kind'

/** Kinds of alarms that one sheet has room for; the rest is counted. */
const MOST_KINDS = 14

const COLUMNS: readonly { readonly word: WordKey; readonly cell: (figures: BurdenFigures) => string }[] = [
  { word: 'burden.alarms', cell: ({ alarms }) => String(alarms) },
  { word: 'burden.standing', cell: ({ standing }) => String(standing) },
  { word: 'burden.time', cell: ({ alarmMs }) => age(alarmMs) },
  { word: 'burden.longest', cell: ({ longestMs }) => age(longestMs) },
  { word: 'burden.answered', cell: ({ answered }) => String(answered) },
  { word: 'burden.response', cell: ({ responseMs }) => (responseMs === null ? '' : age(responseMs)) },
]

function Rows({
  heading,
  rows,
}: {
  readonly heading: WordKey
  readonly rows: readonly {
    readonly key: string
    readonly name: ReactElement
    readonly figures: BurdenFigures
  }[]
}): ReactElement {
  return (
    <table className="ranges">
      <thead>
        <tr>
          <th scope="col" className="ranges-name">
            {words(heading)}
          </th>
          {COLUMNS.map(({ word }) => (
            <th key={word} scope="col">
              {words(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, figures }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {COLUMNS.map(({ word, cell }) => (
              <td key={word}>{cell(figures)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function kindName({ label, priority, source }: ParameterBurden): ReactElement {
  return (
    <span className="burden-kind">
      <PriorityShape priority={priority} size={13} /> <Label text={label} />
      {source === 'bedside' && <small> {words('burden.bedside')}</small>}
    </span>
  )
}

/** How many alarms a bed had and how long they stood, by priority and by kind. Never of people. */
export function BurdenTables({ burden }: { readonly burden: AlarmBurden }): ReactElement {
  const kinds = burden.byParameter.slice(0, MOST_KINDS)
  const hidden = burden.byParameter.length - kinds.length
  if (burden.byParameter.length === 0) return <p>{words('burden.none')}</p>
  return (
    <>
      <p>{words('burden.any', { length: age(burden.anyMs) })}</p>
      <Rows
        heading={PRIORITY_HEADING}
        rows={burden.byPriority.map(({ priority, ...figures }) => ({
          key: priority,
          name: (
            <span className="burden-kind">
              <PriorityShape priority={priority} size={13} /> {words(PRIORITY_WORDS[priority])}
            </span>
          ),
          figures,
        }))}
      />
      <Rows
        heading={KIND_HEADING}
        rows={kinds.map((kind) => ({
          key: `${kind.source} ${kind.kind} ${kind.label}`,
          name: kindName(kind),
          figures: kind,
        }))}
      />
      {hidden > 0 && <small>{words('burden.more', { count: String(hidden) })}</small>}
    </>
  )
}
