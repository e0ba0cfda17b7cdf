import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStation } from '../client/context.ts'
import { causeSentence } from '../words/link-causes.ts'
import { words } from '../words/words.ts'

/** Beds of the ward with the state of their lines in whole sentences. */
export function BedList({
  open,
  onOpen,
  onNew,
}: {
  readonly open: string | null
  readonly onOpen: (bed: string) => void
  readonly onNew: () => void
}): ReactElement {
  const { beds, connection } = useStation()
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('setup.beds')}</h2>
        <button type="button" className="button dense" onClick={onNew}>
          <Plus size={15} aria-hidden="true" />
          {words('setup.addBed')}
        </button>
      </div>
      {beds.length === 0 && <p className="setup-note">{words('empty.text')}</p>}
      <ul>
        {beds.map(({ view }) => (
          <li key={view.id}>
            <button
              type="button"
              className="setup-row"
              aria-current={view.id === open ? 'true' : undefined}
              onClick={() => onOpen(view.id)}
            >
              <b>{view.label}</b>
              <span className="quiet">{view.simulated ? words('chip.simulated') : view.driver}</span>
              <small>{view.linkText}</small>
              <small>
                {connection === 'connected' ? causeSentence(view.link) : words('engine.restarts')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
