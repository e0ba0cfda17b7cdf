import { type ReactElement, useEffect, useRef, useState } from 'react'
import { ENTRY_UNITS, type EntryValue, type EntryView } from '../../electron/ipc/entry.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { CorrectForm } from './correct-form.tsx'
import { EntryList } from './entry-list.tsx'
import { entrySentence } from './entry-text.ts'
import { QUICK_ROWS } from './quick-rows.ts'
import { QuickValues } from './quick-values.tsx'
import { SeenField } from './seen-field.tsx'
import { seenTime } from './seen-time.ts'
import { TypedValue } from './typed-value.tsx'
import { type Entries, useEntries } from './use-entries.ts'

/** Everything that is entered by hand: one tap a value, typed numbers beside. */
function Pad({ entries }: { readonly entries: Entries }): ReactElement {
  const { station } = useStation()
  const [seen, setSeen] = useState('')
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector<HTMLElement>('.quick-values button')?.focus(), [])
  const add = async (entry: EntryValue): Promise<boolean> => {
    const atUtcMs = seen.trim() === '' ? null : seenTime(seen, Date.now())
    if (seen.trim() !== '' && atUtcMs === null) {
      entries.say(words('entry.badTime'))
      return false
    }
    const kept = await entries.add(entry, atUtcMs)
    // The next one is of now again: a time of before must not be taken along.
    if (kept) setSeen('')
    return kept
  }
  const units = station?.display.entryUnits
  const typed = { onEnter: add, onProblem: entries.say }
  const glucose = units?.glucose ?? null
  const temperature = units?.temperature ?? 'Cel'
  return (
    <div className="entry-pad" ref={root}>
      {QUICK_ROWS.map((row) => (
        <QuickValues key={row.kind} row={row} onEnter={(entry) => void add(entry)} />
      ))}
      <TypedValue
        key={`glucose ${glucose}`}
        kind="glucose"
        units={glucose === null ? ENTRY_UNITS.glucose.map(({ unit }) => unit) : [glucose]}
        first={glucose}
        {...typed}
      />
      <TypedValue
        key={`temperature ${temperature}`}
        kind="temperature"
        units={[temperature]}
        first={temperature}
        {...typed}
      />
      <TypedValue kind="oxygen" units={ENTRY_UNITS.oxygen.map(({ unit }) => unit)} first={null} {...typed} />
      <TypedValue kind="capillaryRefill" units={['s']} first="s" {...typed} />
      <TypedValue kind="fluidIn" units={['mL']} first="mL" {...typed} />
      <TypedValue kind="fluidOut" units={['mL']} first="mL" {...typed} />
      <SeenField
        typed={seen}
        onTyped={(next) => {
          entries.say(null)
          setSeen(next)
        }}
      />
    </div>
  )
}

/** What a monitor cannot see, entered for the patient of a bed. Stands beside the screen, never over it. */
export function EntryPanel({
  bed,
  onClose,
}: {
  readonly bed: BedView
  readonly onClose: () => void
}): ReactElement {
  const entries = useEntries(bed)
  const [open, setOpen] = useState<EntryView | null>(null)
  const goTo = (entry: EntryView | null) => {
    entries.say(null)
    setOpen(entry)
  }
  const who = personText(bed.patient)
  const { kept } = entries
  return (
    <aside className="panel identity-panel entry-panel" aria-labelledby="entry-panel-title">
      <h2 id="entry-panel-title">
        {words(open === null ? 'entry.panel' : 'entry.correctTitle', { bed: bed.label })}
        {who !== '' && <small>{who}</small>}
      </h2>
      {/* Its place is kept: nothing moves under the finger. */}
      <div className="entry-said" aria-live="polite">
        {entries.problem !== null && (
          <p className="identity-problem" role="alert">
            {entries.problem}
          </p>
        )}
        {entries.problem === null && kept !== null && (
          <div className="entry-undo" role="status">
            <span>{words('entry.kept', { what: entrySentence(kept) })}</span>
            <button type="button" className="button" onClick={() => void entries.withdraw(kept)}>
              {words('setup.undo')}
            </button>
          </div>
        )}
      </div>
      <div className="identity-body">
        {open === null ? (
          <>
            <Pad entries={entries} />
            <h3>{words('entry.shift')}</h3>
            <EntryList entries={entries.list} onCorrect={goTo} />
          </>
        ) : (
          <CorrectForm entry={open} entries={entries} onDone={() => goTo(null)} />
        )}
      </div>
      <div className="actions">
        {open !== null && (
          <button type="button" className="button primary" onClick={() => goTo(null)}>
            {words('patients.back')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {words('patients.close')}
        </button>
      </div>
    </aside>
  )
}
