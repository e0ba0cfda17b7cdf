import type { ReactElement } from 'react'
import { ENTRY_KINDS, type EntryView } from '../../electron/ipc/entry.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { entryText, KIND_WORDS } from './entry-text.ts'

/** The latest of each kind that people entered, with when and by whom. */
export function ByHand({ entries }: { readonly entries: readonly EntryView[] }): ReactElement {
  if (entries.length === 0) return <p className="quiet by-hand-none">{words('entry.none')}</p>
  const rows = ENTRY_KINDS.flatMap((kind) => entries.filter((entry) => entry.kind === kind))
  return (
    <dl className="facts by-hand">
      {rows.map((entry) => (
        <div key={entry.id}>
          <dt>{words(KIND_WORDS[entry.kind])}</dt>
          <dd>
            {entryText(entry)}{' '}
            <small>{words('entry.byAt', { by: entry.author, time: clockTime(entry.atUtcMs) })}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
