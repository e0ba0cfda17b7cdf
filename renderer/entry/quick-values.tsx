import type { ReactElement } from 'react'
import type { EntryValue } from '../../electron/ipc/entry.ts'
import { printedUnit } from '../words/units.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { entryText, KIND_WORDS } from './entry-text.ts'
import type { QuickRow } from './quick-rows.ts'

/** The values of a kind, one tap each. */
export function QuickValues({
  row: { kind, unit, values },
  onEnter,
}: {
  readonly row: QuickRow
  readonly onEnter: (entry: EntryValue) => void
}): ReactElement {
  const isWorded = kind === 'effort'
  const face = (value: EntryValue['value']) => {
    if (kind === 'oxygen' && value === 0) return words('entry.air')
    if (typeof value === 'number') return printedNumber(value)
    return kind === 'consciousness' ? value : entryText({ kind, value, unit })
  }
  return (
    <fieldset className="quick-row">
      <legend>
        {words(KIND_WORDS[kind])} <small>{printedUnit(unit)}</small>
      </legend>
      <span className={isWorded ? 'quick-values worded' : 'quick-values'}>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            className="choice-option"
            aria-label={`${words(KIND_WORDS[kind])} ${entryText({ kind, value, unit })}`}
            title={entryText({ kind, value, unit })}
            onClick={() => onEnter({ kind, value, unit })}
          >
            {face(value)}
          </button>
        ))}
      </span>
    </fieldset>
  )
}
