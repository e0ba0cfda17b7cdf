import { type ReactElement, useEffect, useState } from 'react'
import type { LimitPair, SuggestedLimits } from '../../../electron/ipc/alarms.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { useClient } from '../../client/context.ts'
import { Label } from '../../parts/label.tsx'
import { clockTime } from '../../words/times.ts'
import { printedUnit } from '../../words/units.ts'
import { NO_VALUE, printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'

function pairText({ low, high }: LimitPair, decimals: number): string {
  const side = (value: number | null) => (value === null ? NO_VALUE : printedValue(value, decimals))
  return `${side(low)}–${side(high)}`
}

/** Limits worked out of the values of now. Each is taken or left by itself; nothing is taken in one go. */
export function SuggestionsStep({
  view,
  onDone,
  onProblem,
}: {
  readonly view: BedView
  readonly onDone: () => void
  readonly onProblem: (sentence: string) => void
}): ReactElement {
  const client = useClient()
  const [open, setOpen] = useState<readonly SuggestedLimits[] | null>(null)
  useEffect(() => {
    let wanted = true
    client.call('alarm.suggestLimits', { bed: view.id }).then(
      ({ suggestions }) => {
        if (wanted) setOpen(suggestions)
      },
      (error: Error) => {
        if (wanted) onProblem(error.message)
      },
    )
    return () => {
      wanted = false
    }
    // Once for each opening: suggestions that changed under the hand would not be those that were read.
  }, [client, view.id, onProblem])
  const leave = (parameter: string) => {
    setOpen((all) => all?.filter((one) => one.parameter !== parameter) ?? null)
  }
  const use = ({ parameter, suggested }: SuggestedLimits) => {
    client.call('alarm.confirmSuggestion', { bed: view.id, parameter, ...suggested }).then(
      () => leave(parameter),
      (error: Error) => onProblem(error.message),
    )
  }
  return (
    <>
      <p>{words('limits.suggestHelp')}</p>
      {open?.length === 0 && <p className="quiet">{words('limits.suggestNone')}</p>}
      <ul className="suggestions">
        {open?.map((one) => (
          <li key={one.parameter}>
            <b>
              <Label text={one.label} />
            </b>
            <span dir="ltr">
              {pairText(one.now, one.decimals)} → <b>{pairText(one.suggested, one.decimals)}</b>
            </span>
            <span className="quiet">
              {words('limits.suggestFrom', {
                value: `${printedValue(one.value, one.decimals)} ${printedUnit(one.unit)}`,
                time: clockTime(one.measuredUtcMs),
              })}
            </span>
            <button type="button" className="button dense" onClick={() => use(one)}>
              {words('limits.suggestUse', { what: one.label })}
            </button>
            <button type="button" className="button dense" onClick={() => leave(one.parameter)}>
              {words('limits.suggestLeave')}
            </button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <button type="button" className="button primary" onClick={onDone}>
          {words('limits.back')}
        </button>
      </div>
    </>
  )
}
