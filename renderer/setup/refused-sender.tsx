import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { BedView, RefusedSenderView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { isBindable, refusalSentence, senderText, timesText } from './sender-facts.ts'

/** The beds to choose from, below the entry; Escape closes them. */
function BedChoice({
  id,
  beds,
  onChoose,
  onCancel,
}: {
  readonly id: string
  readonly beds: readonly BedView[]
  readonly onChoose: (bed: BedView) => void
  readonly onCancel: () => void
}): ReactElement {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') onCancel()
  }
  return (
    <fieldset id={id} className="sender-beds" onKeyDown={onKeyDown}>
      <legend>{words('senders.which')}</legend>
      {beds.map((bed, index) => (
        <button
          key={bed.id}
          ref={index === 0 ? first : null}
          type="button"
          className="button dense"
          onClick={() => onChoose(bed)}
        >
          {bed.label}
        </button>
      ))}
      <button type="button" className="button dense" onClick={onCancel}>
        {words('senders.cancel')}
      </button>
    </fieldset>
  )
}

/** One sender that was turned away: who, why, how often, and two ways to be done with it. */
export function RefusedSender({
  sender,
  beds,
  onBind,
  onDismiss,
}: {
  readonly sender: RefusedSenderView
  /** Beds that listen where it knocked. */
  readonly beds: readonly BedView[]
  readonly onBind: (bed: BedView) => void
  readonly onDismiss: () => void
}): ReactElement {
  const [isChoosing, setChoosing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const about = senderText(sender)
  const cancel = () => {
    setChoosing(false)
    opener.current?.focus()
  }
  return (
    <li className="sender-row">
      <div className="sender-head">
        <b>{sender.address}</b>
        <span className="quiet">{timesText(sender)}</span>
      </div>
      {about !== '' && <small className="mono">{about}</small>}
      <small>{refusalSentence(sender)}</small>
      <div className="actions">
        {isBindable(sender) && (
          <button
            ref={opener}
            type="button"
            className="button dense"
            aria-expanded={isChoosing}
            aria-controls={id}
            onClick={() => setChoosing(!isChoosing)}
          >
            {words('senders.bind')}
          </button>
        )}
        <button type="button" className="button dense" onClick={onDismiss}>
          {words('senders.dismiss')}
        </button>
      </div>
      {isChoosing && <BedChoice id={id} beds={beds} onChoose={onBind} onCancel={cancel} />}
    </li>
  )
}
