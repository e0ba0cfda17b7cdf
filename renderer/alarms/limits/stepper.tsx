import { Minus, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { words } from '../../words/words.ts'

/** A number between two buttons. */
export function Stepper({
  label,
  text,
  onStep,
}: {
  readonly label: string
  readonly text: string
  readonly onStep: (by: 1 | -1) => void
}): ReactElement {
  return (
    <fieldset className="stepper" aria-label={label} dir="ltr">
      <button type="button" aria-label={words('limits.less', { what: label })} onClick={() => onStep(-1)}>
        <Minus size={15} aria-hidden="true" />
      </button>
      <output>{text}</output>
      <button type="button" aria-label={words('limits.more', { what: label })} onClick={() => onStep(1)}>
        <Plus size={15} aria-hidden="true" />
      </button>
    </fieldset>
  )
}
