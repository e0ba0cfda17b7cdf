import { type ReactElement, type ReactNode, type Ref, useContext } from 'react'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { words } from '../words/words.ts'
import { PaperContext } from './paper.ts'

/** One sheet of paper, A4 or Letter: notice on top, SIMULATED across it when it is, record check at the foot of every sheet. */
export function Sheet({
  summary,
  foot,
  children,
  ref,
}: {
  readonly summary: ShiftSummary
  /** Left half of the foot. */
  readonly foot: string
  readonly children: ReactNode
  readonly ref?: Ref<HTMLElement>
}): ReactElement {
  const paper = useContext(PaperContext)
  return (
    <article ref={ref} className={`sheet theme-light ${paper}`} aria-label={words('shift.title')}>
      {summary.simulated && (
        <div className="watermark" aria-hidden="true">
          {words('chip.simulated')}
        </div>
      )}
      <header className="sheet-top">
        <b>{words('shift.title')}</b>
        <strong className="notice">{words('notice.secondary')}</strong>
        <span>{summary.station}</span>
      </header>
      {children}
      <footer className="sheet-foot">
        <p>{foot}</p>
        <p>
          {words('shift.madeBy', { initials: summary.madeBy ?? words('shift.nobody') })}{' '}
          {words('shift.check', { check: summary.recordCheck })}
        </p>
      </footer>
    </article>
  )
}
