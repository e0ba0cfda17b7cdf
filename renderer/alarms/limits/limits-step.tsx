import { Lock } from 'lucide-react'
import type { ComponentProps, ReactElement } from 'react'
import type { LimitView } from '../../../electron/ipc/alarms.ts'
import { Label } from '../../parts/label.tsx'
import { printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { LimitRow } from './limit-row.tsx'

type RowActions = Omit<ComponentProps<typeof LimitRow>, 'limit'>

/** The bounds that nobody can change here: `SpO2 below 80, HR below 35, HR above 160`. */
function lockedText(limits: readonly LimitView[]): string {
  return limits
    .flatMap(({ label, decimals, extremeLow, extremeHigh }) => [
      ...(extremeLow === null
        ? []
        : [words('limits.below', { what: label, value: printedValue(extremeLow, decimals) })]),
      ...(extremeHigh === null
        ? []
        : [words('limits.above', { what: label, value: printedValue(extremeHigh, decimals) })]),
    ])
    .join(', ')
}

/** The limits that hold for a bed, and how each is changed. */
export function LimitsStep({
  ageClass,
  limits,
  onClass,
  onSuggest,
  ...actions
}: RowActions & {
  readonly ageClass: string | null
  readonly limits: readonly LimitView[]
  readonly onClass: () => void
  readonly onSuggest: () => void
}): ReactElement {
  const locked = lockedText(limits)
  return (
    <>
      <div className="limits-class">
        <span>{ageClass === null ? words('limits.noClass') : words('limits.ofClass', { ageClass })}</span>
        <button type="button" className="button dense" onClick={onClass}>
          {words('limits.changeClass')}
        </button>
        <button type="button" className="button dense" disabled={limits.length === 0} onClick={onSuggest}>
          {words('limits.suggest')}
        </button>
      </div>
      {limits.length === 0 && <p className="quiet">{words('limits.none')}</p>}
      {limits.length > 0 && (
        <table className="table limits-table">
          <thead>
            <tr>
              <th scope="col">{words('limits.number')}</th>
              <th scope="col">{words('limits.low')}</th>
              <th scope="col">{words('limits.high')}</th>
              <th scope="col">{words('limits.delay')}</th>
              <th scope="col">{words('limits.source')}</th>
              <th scope="col" aria-label={words('limits.change')} />
            </tr>
          </thead>
          <tbody>
            {limits.map((limit) => (
              <LimitRow key={limit.parameter} limit={limit} {...actions} />
            ))}
          </tbody>
        </table>
      )}
      {locked !== '' && (
        <p className="quiet limits-locked">
          <Lock size={14} aria-hidden="true" />
          <Label text={words('limits.locked', { what: locked })} />
        </p>
      )}
    </>
  )
}
