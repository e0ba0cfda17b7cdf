import { Pause, Play, RotateCw, Trash2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { LaneView, QueuedView } from '../../electron/ipc/outbox.ts'
import { useStation } from '../client/context.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { isStuck, queueText, rowText } from './outbox-words.ts'
import { type Outbox, useOutbox } from './use-outbox.ts'
import './outbox.css'

/** Rows that are shown at once; more are counted. */
const SHOWN = 8

/** What waits to be sent to the hospital's systems: how much, why, and what can be done about it. */
export function OutboxPanel(): ReactElement | null {
  const outbox = useOutbox()
  const { beds } = useStation()
  const { lanes, rows, problem } = outbox
  if (lanes.length === 0) return null
  const stuck = rows.filter(isStuck).map(({ seq }) => seq)
  const labelOf = (bed: string) => beds.find(({ view }) => view.id === bed)?.view.label ?? bed
  return (
    <section className="panel outbox-panel" aria-label={words('outbox.title')}>
      <div className="panel-head">
        <h2>{words('outbox.title')}</h2>
      </div>
      <div className="panel-body">
        {lanes.map((lane) => (
          <LaneLine key={lane.destination} lane={lane} onPause={outbox.pause} />
        ))}
        {stuck.length > 1 && (
          <button type="button" className="button" onClick={() => outbox.replay(stuck)}>
            <RotateCw size={16} aria-hidden="true" />
            {words('outbox.replayAll', { count: String(stuck.length) })}
          </button>
        )}
        <ul className="outbox-list">
          {rows.slice(0, SHOWN).map((row) => (
            <RowLine key={row.seq} row={row} label={labelOf(row.bed)} outbox={outbox} />
          ))}
        </ul>
        {rows.length > SHOWN && (
          <p className="quiet">{words('outbox.more', { count: String(rows.length - SHOWN) })}</p>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}

function LaneLine({
  lane,
  onPause,
}: {
  readonly lane: LaneView
  readonly onPause: (destination: string, isPaused: boolean) => void
}): ReactElement {
  const { utcMs } = useNow()
  const { destination, isPaused, isGone, problem } = lane
  const queued = queueText([lane], utcMs) ?? words(isPaused ? 'outbox.paused' : 'outbox.empty')
  return (
    <div className="outbox-lane">
      <p>
        <b>{destination}</b>: <span>{queued}</span>
      </p>
      {problem !== '' && <p className="quiet">{problem}</p>}
      {!isGone && (
        <button type="button" className="button" onClick={() => onPause(destination, !isPaused)}>
          {isPaused ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
          {words(isPaused ? 'outbox.resume' : 'outbox.pause', { destination })}
        </button>
      )}
    </div>
  )
}

function RowLine({
  row,
  label,
  outbox,
}: {
  readonly row: QueuedView
  readonly label: string
  readonly outbox: Outbox
}): ReactElement {
  const [asks, setAsks] = useState(false)
  return (
    <li className={isStuck(row) ? 'outbox-row stuck' : 'outbox-row'}>
      <p>{rowText(row, label)}</p>
      {row.reason !== '' && <p className="quiet">{row.reason}</p>}
      <div className="actions">
        {isStuck(row) && (
          <button type="button" className="button" onClick={() => outbox.replay([row.seq])}>
            <RotateCw size={16} aria-hidden="true" />
            {words('outbox.replay')}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => (asks ? outbox.discard([row.seq]) : setAsks(true))}
        >
          <Trash2 size={16} aria-hidden="true" />
          {words(asks ? 'outbox.discardSure' : 'outbox.discard')}
        </button>
      </div>
    </li>
  )
}
