import { type FormEvent, type ReactElement, useState } from 'react'
import type { EntryKind, EntryValue } from '../../electron/ipc/entry.ts'
import { typedDecimal } from '../../electron/ipc/typed-decimal.ts'
import { Field } from '../parts/field.tsx'
import { Choice } from '../screens/choice.tsx'
import { readAs } from '../words/typed.ts'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'
import { KIND_WORDS } from './entry-text.ts'

/**
 * A number that is typed, in one of the units of the kind; Enter keeps it. A unit is chosen for nobody where numbers
 * of two units look alike.
 */
export function TypedValue({
  kind,
  units,
  first,
  onEnter,
  onProblem,
  start = '',
}: {
  readonly kind: EntryKind
  readonly units: readonly string[]
  /** The unit that this station enters in; null: none was chosen. */
  readonly first: string | null
  readonly onEnter: (entry: EntryValue) => Promise<boolean>
  readonly onProblem: (sentence: string | null) => void
  readonly start?: string
}): ReactElement {
  const [typed, setTyped] = useState(start)
  const [chosen, setUnit] = useState(first)
  const unit = units.length === 1 ? (units[0] ?? null) : chosen
  const keep = (event: FormEvent) => {
    event.preventDefault()
    const value = typedDecimal(typed)
    if (value === null) onProblem(words('entry.needsNumber', { what: words(KIND_WORDS[kind]) }))
    else if (unit === null) onProblem(words('entry.needsUnit', { what: words(KIND_WORDS[kind]) }))
    else void onEnter({ kind, value, unit }).then((kept) => kept && setTyped(start))
  }
  const said = readAs(typed)
  return (
    <form className="typed-row" onSubmit={keep}>
      <Field
        label={`${words(KIND_WORDS[kind])}${units.length === 1 ? `, ${printedUnit(units[0] ?? '')}` : ''}`}
        {...(said !== null && { help: said })}
      >
        {(field) => (
          <input
            {...field}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            value={typed}
            onChange={({ target }) => {
              onProblem(null)
              setTyped(target.value)
            }}
          />
        )}
      </Field>
      {units.length > 1 && (
        <Choice
          title=""
          options={units.map((value) => ({ value, text: printedUnit(value) }))}
          chosen={unit}
          onChoose={(next) => {
            onProblem(null)
            setUnit(next)
          }}
        />
      )}
      <button
        type="submit"
        className="button"
        aria-label={`${words('entry.keep')} ${words(KIND_WORDS[kind])}`}
      >
        {words('entry.keep')}
      </button>
    </form>
  )
}
