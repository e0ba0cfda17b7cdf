import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { AskedValue, ComparedValue, ComparisonView, NoVerdict } from '../../electron/ipc/comparison.ts'
import { Label, labelText } from '../parts/label.tsx'
import { TextField } from '../parts/text-field.tsx'
import { readAs } from '../words/typed.ts'
import { printedUnit } from '../words/units.ts'
import { printedNumber, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

/** The number as it was read, with at least the digits of Vigil's own. */
function screenText({ screen, decimals }: ComparedValue): string {
  const typed = String(screen).split('.')[1] ?? ''
  return printedValue(screen, Math.max(decimals, typed.length))
}

/** Values that agreed, as the monitor's screen and as Vigil had them. */
export function ComparedTable({
  values,
}: {
  readonly values: readonly ComparedValue[]
}): ReactElement | null {
  if (values.length === 0) return null
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{words('compare.value')}</th>
          <th scope="col" className="figure">
            {words('compare.screen')}
          </th>
          <th scope="col" className="figure">
            {words('compare.vigil')}
          </th>
          <th scope="col">{words('numbers.unit')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={`${value.key} ${value.atUtcMs}`}>
            <td>
              <Label text={value.label} />
            </td>
            <td className="figure">{screenText(value)}</td>
            <td className="figure">{printedValue(value.vigil, value.decimals)}</td>
            <td>{printedUnit(value.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const NO_VERDICT_WORDS = {
  notANumber: 'compare.notANumber',
  noValue: 'compare.noValue',
  unsteady: 'compare.unsteady',
} as const satisfies Record<NoVerdict, string>

/** Asks for one value. Vigil's own is not on it: nobody can copy it. */
export function AskStep({
  asked,
  noVerdict,
  view,
  onAnswer,
}: {
  readonly asked: AskedValue
  readonly noVerdict: NoVerdict | null
  readonly view: ComparisonView
  readonly onAnswer: (typed: string) => void
}): ReactElement {
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== '') onAnswer(typed)
  }
  const count = { number: String(view.values.length + 1), all: String(view.wanted) }
  return (
    <form className="compare-ask" onSubmit={submit}>
      <TextField
        label={words('compare.asked', { label: labelText(asked.label), unit: printedUnit(asked.unit) })}
        help={words('compare.count', count)}
        ref={input}
        inputMode="decimal"
        value={typed}
        onText={setTyped}
      />
      {readAs(typed) !== null && <output className="quiet">{readAs(typed)}</output>}
      {noVerdict !== null && (
        <p className="field-problem" role="alert">
          {words(NO_VERDICT_WORDS[noVerdict])}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary">
          {words('compare.submit')}
        </button>
      </div>
    </form>
  )
}

/** Names the value that differs, and says what it means. */
export function DiffersStep({
  value,
  onAgain,
  onClose,
}: {
  readonly value: ComparedValue
  readonly onAgain: () => void
  readonly onClose: () => void
}): ReactElement {
  const said = {
    label: labelText(value.label),
    unit: printedUnit(value.unit),
    screen: screenText(value),
    vigil: printedValue(value.vigil, value.decimals),
    tolerance: printedNumber(value.tolerance),
  }
  return (
    <>
      <p className="check-sentence" role="alert">
        {words('compare.differs', said)}
      </p>
      <p>{words('compare.differsStep')}</p>
      <div className="actions">
        <button type="button" className="button" onClick={onAgain}>
          {words('compare.again')}
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          {words('compare.close')}
        </button>
      </div>
    </>
  )
}
