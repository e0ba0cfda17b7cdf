import type { ReactElement } from 'react'
import type { EntryView } from '../../electron/ipc/entry.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { entrySentence } from './entry-text.ts'

const MOST = 6

/** What people entered in the stretch of the trends, the latest last; corrected ones are left to the lists. */
export function EntryMarks({
  entries,
  fromUtcMs,
  toUtcMs,
}: {
  readonly entries: readonly EntryView[]
  readonly fromUtcMs: number
  readonly toUtcMs: number
}): ReactElement | null {
  const shown = entries.filter(
    ({ state, atUtcMs }) => state === 'valid' && atUtcMs >= fromUtcMs && atUtcMs <= toUtcMs,
  )
  if (shown.length === 0) return null
  return (
    <p className="entry-marks">
      <b>{words('entry.title')}</b>
      {shown.length > MOST && <small>{words('entry.before', { count: String(shown.length - MOST) })}</small>}
      {shown.slice(-MOST).map((entry) => (
        <span key={entry.id}>
          {clockTime(entry.atUtcMs)} {entrySentence(entry)} <small>{entry.author}</small>
        </span>
      ))}
    </p>
  )
}
