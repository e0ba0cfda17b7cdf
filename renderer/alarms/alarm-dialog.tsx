import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'

/** A dialog about the alarms of one bed: bed and person in its title; banner and rail stay free (UI.md 4.11). */
export function AlarmDialog({
  view,
  title,
  problem,
  onClose,
  children,
}: {
  readonly view: BedView
  readonly title: string
  readonly problem: string | null
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.show()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="alarm-dialog"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        <span className="quiet">{personText(view.patient)}</span>
        <button type="button" className="button dense" onClick={onClose}>
          {words('limits.close')}
        </button>
      </div>
      <div className="panel-body">
        {problem !== null && <p role="alert">{problem}</p>}
        {children}
      </div>
    </dialog>
  )
}
