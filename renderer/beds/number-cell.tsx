import { BellOff, Pencil } from 'lucide-react'
import type { ReactElement } from 'react'
import { Label } from '../parts/label.tsx'
import { words } from '../words/words.ts'
import type { NumberModel } from './numbers.ts'

/** From this many characters a pressure steps down one size (UI.md 3): `248/148`. */
const LONG_PRESSURE = 7

/** One number: label at the start, unit, age or time in small print at the end, digits right aligned below. */
export function NumberCell({
  model,
  size,
}: {
  readonly model: NumberModel
  readonly size: string
}): ReactElement {
  const long = model.text.length >= LONG_PRESSURE
  const classes = ['number', size, `kind-${model.kind}`, model.freshness]
  if (long) classes.push('long')
  if (model.questionable) classes.push('questionable')
  if (model.alarm !== null) classes.push('alarmed', model.alarm, model.isAcknowledged ? 'seen' : 'active')
  return (
    <span className={classes.join(' ')}>
      <span className="number-head">
        <span className="number-label">
          <Label text={model.label} />
          {model.origin !== undefined && <span className="number-origin">{model.origin}</span>}
        </span>
        <span className="number-note">
          {model.limitOff !== null && (
            <span className="limit-off">
              <BellOff size={13} aria-hidden="true" />
              <span className="off-words">{words('number.limitOff')}</span>
              <span className="off-time">{model.limitOff}</span>
            </span>
          )}
          {model.limitOff === null && model.limits !== null && (
            <span className="number-limits" dir="ltr">
              {model.isLimitChanged && <Pencil size={11} aria-label={words('number.limitChanged')} />}
              {model.limits}
            </span>
          )}
          {model.limitOff === null && model.limits === null && model.note}
        </span>
      </span>
      <span className="number-value" dir="ltr">
        {model.text}
        {model.mean !== null && (
          <>
            {/* Read out, 146/84 and 105 would else be one number. */}
            <span className="visually-hidden">, </span>
            <span className="number-mean">{model.mean}</span>
          </>
        )}
      </span>
      {model.questionable && <span className="visually-hidden">{words('number.questionable')}</span>}
    </span>
  )
}
