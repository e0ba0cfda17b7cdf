import type { ReactElement } from 'react'
import { Label } from '../../parts/label.tsx'
import { words } from '../../words/words.ts'

/** A count as a bar with its number; a button where it opens something. */
export function BarRow({
  text,
  alarms,
  most,
  isShown = false,
  isSimulated = false,
  onShow = null,
}: {
  readonly text: string
  readonly alarms: number
  /** What the longest bar stands for. */
  readonly most: number
  readonly isShown?: boolean
  readonly isSimulated?: boolean
  readonly onShow?: (() => void) | null
}): ReactElement {
  const content = (
    <>
      <span>
        <Label text={text} />
        {isSimulated && <small className="bar-simulated">{words('chip.simulated')}</small>}
      </span>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${most === 0 ? 0 : (100 * alarms) / most}%` }} />
      </span>
      <b>{alarms}</b>
    </>
  )
  return (
    <li>
      {onShow === null ? (
        <div className="bar-row">{content}</div>
      ) : (
        <button type="button" className="bar-row" aria-pressed={isShown} onClick={onShow}>
          {content}
        </button>
      )}
    </li>
  )
}
