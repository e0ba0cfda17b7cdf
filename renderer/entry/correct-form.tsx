import { type ReactElement, useState } from 'react'
import { ENTRY_UNITS, type EntryValue, type EntryView } from '../../electron/ipc/entry.ts'
import { clockTime } from '../words/times.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { entrySentence } from './entry-text.ts'
import { QUICK_ROWS } from './quick-rows.ts'
import { QuickValues } from './quick-values.tsx'
import { SeenField } from './seen-field.tsx'
import { seenTime } from './seen-time.ts'
import { TypedValue } from './typed-value.tsx'
import type { Entries } from './use-entries.ts'

/** Puts another value or time in the place of an entry, or takes it back. What stood there is kept. */
export function CorrectForm({
  entry,
  entries,
  onDone,
}: {
  readonly entry: EntryView
  readonly entries: Entries
  readonly onDone: () => void
}): ReactElement {
  const usual = clockTime(entry.atUtcMs)
  const [seen, setSeen] = useState(usual)
  const [isOpen, setOpen] = useState(true)
  const correct = async (value: EntryValue): Promise<boolean> => {
    const atUtcMs = seen.trim() === usual ? entry.atUtcMs : seenTime(seen, Date.now())
    if (atUtcMs === null) {
      entries.say(words('entry.badTime'))
      return false
    }
    const done = isOpen && (await entries.correct(entry, value, atUtcMs))
    if (done) {
      setOpen(false)
      onDone()
    }
    return done
  }
  const row = QUICK_ROWS.find(({ kind }) => kind === entry.kind)
  return (
    <>
      <p>{words('entry.correcting', { what: entrySentence(entry), by: entry.author })}</p>
      <SeenField typed={seen} onTyped={setSeen} />
      {row !== undefined && <QuickValues row={row} onEnter={(value) => void correct(value)} />}
      {typeof entry.value === 'number' && (
        <TypedValue
          kind={entry.kind}
          units={ENTRY_UNITS[entry.kind].map(({ unit }) => unit)}
          first={entry.unit}
          start={printedNumber(entry.value)}
          onEnter={correct}
          onProblem={entries.say}
        />
      )}
      <button
        type="button"
        className="button"
        onClick={() => void entries.withdraw(entry).then((done) => done && onDone())}
      >
        {words('entry.withdraw')}
      </button>
    </>
  )
}
