import { type ReactElement, useState } from 'react'
import {
  RHYTHM_KINDS,
  type RhythmChoice,
  type RhythmKind,
  type RhythmPriority,
} from '../../electron/ipc/rhythm.ts'
import { RHYTHM_FIGURES, RHYTHM_FIGURES_VERSION } from '../../electron/ipc/rhythm-figures.ts'
import { useClient, useStation } from '../client/context.ts'
import { calendarDate } from '../words/times.ts'
import { words } from '../words/words.ts'
import { figureText, rhythmName } from './rhythm-text.ts'
import './rhythm.css'

function stateText(choice: RhythmChoice | undefined): string {
  if (choice === undefined) return words('rhythm.off')
  const { priority, by, atUtcMs } = choice
  const key = priority === 'medium' ? 'rhythm.onMedium' : 'rhythm.onLow'
  return words(key, { by, date: calendarDate(atUtcMs) })
}

/** The figures of one finding, and what switches it on: read and confirmed by an engineer. */
export function RhythmConfirm({
  kind,
  onConfirm,
}: {
  readonly kind: RhythmKind
  readonly onConfirm: (priority: RhythmPriority) => void
}): ReactElement {
  const [isRead, setRead] = useState(false)
  const [isMedium, setMedium] = useState(false)
  return (
    <div className="rhythm-confirm">
      <ul>
        {RHYTHM_FIGURES[kind].map((figure) => (
          <li key={figure.set}>{figureText(figure)}</li>
        ))}
      </ul>
      <p className="quiet">{words('rhythm.unseen')}</p>
      <label className="check">
        <input type="checkbox" checked={isMedium} onChange={({ target }) => setMedium(target.checked)} />
        {words('rhythm.medium')}
      </label>
      <label className="check">
        <input type="checkbox" checked={isRead} onChange={({ target }) => setRead(target.checked)} />
        {words('rhythm.read')}
      </label>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={!isRead}
          onClick={() => onConfirm(isMedium ? 'medium' : 'low')}
        >
          {words('rhythm.switchOn')}
        </button>
      </div>
    </div>
  )
}

/** Rhythm findings of this station: each is off until an engineer has read its figures and switched it on. */
export function RhythmPanel(): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [open, setOpen] = useState<RhythmKind | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  if (station === null) return null
  const set = (kind: RhythmKind, priority: RhythmPriority | null) => {
    client.call('rhythm.set', { kind, priority, figures: RHYTHM_FIGURES_VERSION }).then(
      () => {
        setOpen(null)
        setProblem(null)
      },
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <section className="panel rhythm-panel" aria-label={words('rhythm.title')}>
      <div className="panel-head">
        <h2>{words('rhythm.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('rhythm.help')}</p>
        {RHYTHM_KINDS.map((kind) => {
          const choice = station.rhythms?.find((one) => one.kind === kind)
          return (
            <div key={kind} className="rhythm-row">
              <span>
                <b>{rhythmName(kind)}</b> <small className="quiet">{stateText(choice)}</small>
              </span>
              {choice === undefined ? (
                <button
                  type="button"
                  className="button dense"
                  aria-expanded={open === kind}
                  aria-label={words('rhythm.figuresOf', { kind: rhythmName(kind) })}
                  onClick={() => setOpen(open === kind ? null : kind)}
                >
                  {words('rhythm.figures')}
                </button>
              ) : (
                <button
                  type="button"
                  className="button dense"
                  aria-label={words('rhythm.switchOffKind', { kind: rhythmName(kind) })}
                  onClick={() => set(kind, null)}
                >
                  {words('rhythm.switchOff')}
                </button>
              )}
              {open === kind && choice === undefined && (
                <RhythmConfirm kind={kind} onConfirm={(priority) => set(kind, priority)} />
              )}
            </div>
          )
        })}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}
