import type { ReactElement } from 'react'
import type { EntryView } from '../../electron/ipc/entry.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { entrySentence } from './entry-text.ts'

const STATE_WORDS = { corrected: 'entry.corrected', withdrawn: 'entry.withdrawn' } as const

/** What was entered in this shift, the latest first; corrected and withdrawn ones stand there as such. */
export function EntryList({
  entries,
  onCorrect,
}: {
  readonly entries: readonly EntryView[]
  readonly onCorrect: (entry: EntryView) => void
}): ReactElement {
  // A row that only takes another back says nothing that the other does not say.
  const withdrawals = new Set(
    entries.filter(({ state, corrects }) => state === 'withdrawn' && corrects !== null),
  )
  const shown = entries.filter((entry) => !withdrawals.has(entry)).toReversed()
  if (shown.length === 0) return <p className="quiet">{words('entry.none')}</p>
  return (
    <ul className="entry-list">
      {shown.map((entry) => (
        <li key={entry.id} className={entry.state}>
          <time>{clockTime(entry.atUtcMs)}</time>
          <span>
            {entrySentence(entry)}
            {entry.state !== 'valid' && <small> {words(STATE_WORDS[entry.state])}</small>}
          </span>
          <small>{entry.author}</small>
          {entry.state === 'valid' && (
            <button
              type="button"
              className="button dense"
              aria-label={words('entry.correctThis', { what: entrySentence(entry) })}
              onClick={() => onCorrect(entry)}
            >
              {words('entry.correct')}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
