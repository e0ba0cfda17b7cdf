import { Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { DestinationFields } from '../../electron/ipc/destinations.ts'
import type { LaneView } from '../../electron/ipc/outbox.ts'
import { queueText } from '../outbox/outbox-words.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { type DestinationDraft, draftOf, newDraft } from './destination-draft.ts'
import { DestinationForm } from './destination-form.tsx'
import { type Destinations, queuedFor, useDestinations } from './use-destinations.ts'
import './destinations.css'

const KINDS = [
  { kind: 'mllp', add: 'destination.add.mllp' },
  { kind: 'fhir', add: 'destination.add.fhir' },
  { kind: 'nats', add: 'destination.add.nats' },
] as const
const TITLES = {
  mllp: 'destination.kind.mllp',
  fhir: 'destination.kind.fhir',
  nats: 'destination.kind.nats',
} as const

/** Where the station sends to: each with its state, to be added, changed, tried and removed. */
export function DestinationsPanel(): ReactElement {
  const destinations = useDestinations()
  const { list, lanes, removal, problem } = destinations
  const [draft, setDraft] = useState<DestinationDraft | null>(null)
  // A new form for every destination that is opened.
  const [form, setForm] = useState(0)
  const [saved, setSaved] = useState<string | null>(null)
  const open = (next: DestinationDraft) => {
    setDraft(next)
    setForm((before) => before + 1)
    setSaved(null)
  }
  const shown = list.filter(({ id }) => id !== removal.pending?.id)
  const failed = problem ?? removal.problem
  return (
    <section className="panel destinations-panel" aria-label={words('destination.title')}>
      <div className="panel-head">
        <h2>{words('destination.title')}</h2>
      </div>
      <div className="panel-body">
        {removal.pending !== null && (
          <div className="undo-bar" role="status">
            <span>{words('destination.removing', { name: removal.pending.id })}</span>
            <button type="button" className="button" onClick={removal.undo}>
              {words('setup.undo')}
            </button>
          </div>
        )}
        {shown.length === 0 && <p className="quiet">{words('destination.none')}</p>}
        {shown.map((one) => (
          <DestinationRow
            key={one.id}
            destination={one}
            destinations={destinations}
            onChange={() => open(draftOf(one))}
          />
        ))}
        {lanes
          .filter(({ isGone, destination }) => isGone && queuedFor(lanes, destination) > 0)
          .map(({ destination }) => (
            <GoneRow key={destination} id={destination} destinations={destinations} />
          ))}
        <div className="actions">
          {KINDS.map(({ kind, add }) => (
            <button key={kind} type="button" className="button" onClick={() => open(newDraft(kind))}>
              <Plus size={16} aria-hidden="true" />
              {words(add)}
            </button>
          ))}
        </div>
        {draft !== null && (
          <DestinationForm
            key={form}
            first={draft}
            onSaved={(id) => {
              setDraft(null)
              setSaved(id)
              destinations.reload()
            }}
            onClose={() => setDraft(null)}
          />
        )}
        {saved !== null && <p role="status">{words('destination.saved', { name: saved })}</p>}
        {failed !== null && <p role="alert">{failed}</p>}
      </div>
    </section>
  )
}

/** What the queue of a destination says, in one line. */
function stateText(lane: LaneView | undefined, utcMs: number): string {
  if (lane === undefined) return words('outbox.empty')
  return queueText([lane], utcMs) ?? words(lane.isPaused ? 'outbox.paused' : 'outbox.empty')
}

function DestinationRow({
  destination,
  destinations,
  onChange,
}: {
  readonly destination: DestinationFields
  readonly destinations: Destinations
  readonly onChange: () => void
}): ReactElement {
  const { utcMs } = useNow()
  const [asks, setAsks] = useState(false)
  const { lanes, removal } = destinations
  const { id, type, host, port, training } = destination
  const lane = lanes.find((one) => one.destination === id)
  const count = queuedFor(lanes, id)
  const remove = (queued: 'keep' | 'drop') => {
    setAsks(false)
    removal.start({ id, queued })
  }
  return (
    <div className="destination-row">
      <p>
        <b>{id}</b>{' '}
        <span className="quiet">
          {words(TITLES[type])} <bdi className="mono">{`${host}:${port}`}</bdi>
          {training && `, ${words('destination.isTraining')}`}
        </span>
      </p>
      <p>{stateText(lane, utcMs)}</p>
      {lane !== undefined && lane.problem !== '' && <p className="quiet">{lane.problem}</p>}
      {asks ? (
        <div>
          <p>{words('destination.waits', { name: id, count: String(count) })}</p>
          <div className="actions">
            <button type="button" className="button primary" onClick={() => remove('keep')}>
              {words('destination.keep')}
            </button>
            <button type="button" className="button" onClick={() => remove('drop')}>
              {words('destination.dropToo')}
            </button>
            <button type="button" className="button" onClick={() => setAsks(false)}>
              {words('destination.cancel')}
            </button>
          </div>
        </div>
      ) : (
        <div className="actions">
          <button type="button" className="button" onClick={onChange}>
            <Pencil size={16} aria-hidden="true" />
            {words('destination.change', { name: id })}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => (count > 0 ? setAsks(true) : remove('keep'))}
          >
            <Trash2 size={16} aria-hidden="true" />
            {words('destination.remove', { name: id })}
          </button>
        </div>
      )}
    </div>
  )
}

/** What waits for a destination that is gone: kept until somebody decides. */
function GoneRow({
  id,
  destinations,
}: {
  readonly id: string
  readonly destinations: Destinations
}): ReactElement {
  const [asks, setAsks] = useState(false)
  const count = String(queuedFor(destinations.lanes, id))
  return (
    <div className="destination-row">
      <p className="notice-line">{words('destination.gone', { name: id, count })}</p>
      <div className="actions">
        <button
          type="button"
          className="button"
          onClick={() => (asks ? destinations.drop(id) : setAsks(true))}
        >
          <Trash2 size={16} aria-hidden="true" />
          {asks ? words('outbox.discardSure') : words('destination.drop', { name: id })}
        </button>
      </div>
    </div>
  )
}
