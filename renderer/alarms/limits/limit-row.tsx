import { BellOff } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { LimitPair, LimitSide, LimitView } from '../../../electron/ipc/alarms.ts'
import { kindOf } from '../../beds/parameters.ts'
import { Label } from '../../parts/label.tsx'
import { clockTime } from '../../words/times.ts'
import { printedUnit } from '../../words/units.ts'
import { printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { isSamePair, pairOf, stepLimit } from './limit-draft.ts'
import { Stepper } from './stepper.tsx'

const SECOND_MS = 1_000
const SIDES = ['low', 'high'] as const satisfies readonly LimitSide[]

function sourceText({ source, by }: LimitView): string {
  if (source === 'profile') return words('limits.ofProfile')
  return by === null ? words('limits.ofPatient') : words('limits.setBy', { by })
}

/** The limits of one number: what holds, what is tried, and what to do about it. */
export function LimitRow({
  limit,
  onSet,
  onReset,
  onOff,
  onOn,
}: {
  readonly limit: LimitView
  readonly onSet: (limit: LimitView, pair: LimitPair) => void
  readonly onReset: (limit: LimitView) => void
  readonly onOff: (limit: LimitView, side: LimitSide) => void
  readonly onOn: (limit: LimitView, side: LimitSide) => void
}): ReactElement {
  const held = pairOf(limit)
  const [draft, setDraft] = useState<{ readonly from: LimitPair; readonly pair: LimitPair }>({
    from: held,
    pair: held,
  })
  // Limits that somebody else has changed meanwhile are shown, and nothing of the old draft stays.
  const pair = isSamePair(draft.from, held) ? draft.pair : held
  const isChanged = !isSamePair(pair, held)
  return (
    <tr className={`kind-${kindOf(limit.id)}`}>
      <th scope="row" className="limit-name">
        <Label text={limit.label} /> <small>{printedUnit(limit.unit)}</small>
        {limit.watchedInstead !== null && (
          <small className="limit-instead">{words('limits.insteadOf', { what: limit.watchedInstead })}</small>
        )}
      </th>
      {SIDES.map((side) => {
        const value = pair[side]
        const off = limit.off[side]
        if (value === null) return <td key={side} className="quiet" />
        const name = `${limit.label} ${words(side === 'low' ? 'limits.low' : 'limits.high')}`
        return (
          <td key={side}>
            <span className="limit-side">
              <Stepper
                label={name}
                text={printedValue(value, limit.decimals)}
                onStep={(by) => setDraft({ from: held, pair: stepLimit(pair, side, by, limit) })}
              />
              {off !== null && (
                <button
                  type="button"
                  className="button dense"
                  title={off.reason}
                  onClick={() => onOn(limit, side)}
                >
                  <BellOff size={14} aria-hidden="true" />
                  {words('limits.onAgain', { time: clockTime(off.untilUtcMs) })}
                </button>
              )}
              {off === null && limit.mayTurnOff[side] && (
                <button
                  type="button"
                  className="button dense"
                  aria-label={words('limits.offWhat', { what: name })}
                  onClick={() => onOff(limit, side)}
                >
                  {words('limits.off')}
                </button>
              )}
            </span>
          </td>
        )
      })}
      <td className="quiet">{words('limits.after', { seconds: String(limit.delayMs / SECOND_MS) })}</td>
      <td className="quiet">{sourceText(limit)}</td>
      <td>
        {isChanged && (
          <button type="button" className="button dense primary" onClick={() => onSet(limit, pair)}>
            {words('limits.set', { what: limit.label })}
          </button>
        )}
        {!isChanged && limit.source === 'patient' && (
          <button type="button" className="button dense" onClick={() => onReset(limit)}>
            {words('limits.reset')}
          </button>
        )}
      </td>
    </tr>
  )
}
