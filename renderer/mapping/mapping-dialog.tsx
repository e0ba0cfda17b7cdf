import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { MapRow, SiteMapView } from '../../electron/ipc/mapping.ts'
import type { DestinationView } from '../../electron/ipc/views.ts'
import { Field } from '../parts/field.tsx'
import { Label } from '../parts/label.tsx'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { found, rowOf, withoutRow, withRow } from './draft.ts'
import { MapPreview } from './preview.tsx'
import { firstProblem } from './problem-words.ts'
import { RowForm } from './row-form.tsx'

const ALL = ''

/** Edits a map: a number at a time, with its message beside it. Nothing holds before it is saved. */
export function MappingDialog({
  map,
  rows,
  destinations,
  problem,
  onRows,
  onSave,
  onClose,
}: {
  readonly map: SiteMapView
  /** As they are edited. */
  readonly rows: readonly MapRow[]
  /** At least one. */
  readonly destinations: readonly DestinationView[]
  /** Why it could not be saved, or null. */
  readonly problem: string | null
  readonly onRows: (rows: readonly MapRow[]) => void
  readonly onSave: () => void
  readonly onClose: () => void
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(map.numbers[0]?.id ?? '')
  const [place, setPlace] = useState(ALL)
  useEffect(() => dialog.current?.show(), [])
  const number = map.numbers.find(({ id }) => id === chosen)
  const destination = place === ALL ? null : place
  const row = rowOf(rows, chosen, destination)
  const wrong = firstProblem(rows)
  const isChanged = JSON.stringify(rows) !== JSON.stringify(map.rows)
  const wrongLabel = map.numbers.find(({ id }) => id === wrong?.id)?.label ?? wrong?.id ?? ''
  return (
    <dialog
      ref={dialog}
      className="map-dialog"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={title}>{words('map.title')}</h2>
        <button
          type="button"
          className="button primary"
          disabled={!isChanged || wrong !== null}
          onClick={onSave}
        >
          {words('map.save')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words(isChanged ? 'map.leave' : 'map.close')}
        </button>
      </div>
      {(problem !== null || wrong !== null) && (
        <p className="map-problem" role="alert">
          {problem ?? words('map.wrong', { what: wrongLabel, why: wrong?.text ?? '' })}
        </p>
      )}
      <div className="map-body">
        <div className="map-list">
          <TextField label={words('map.find')} value={typed} onText={setTyped} />
          <ul>
            {found(map.numbers, rows, typed).map(({ id, label }) => (
              <li key={id}>
                <button
                  type="button"
                  className="map-number"
                  aria-pressed={id === chosen}
                  onClick={() => setChosen(id)}
                >
                  <b>
                    <Label text={label} />
                  </b>
                  <small dir="ltr">{id}</small>
                  {rows.some((one) => one.id === id) && <span className="chip">{words('map.isMapped')}</span>}
                </button>
              </li>
            ))}
          </ul>
        </div>
        {number !== undefined && (
          <div className="map-one">
            <p className="quiet" dir="ltr">
              {[number.id, number.code, number.loinc === null ? null : `LOINC ${number.loinc}`]
                .filter((one) => one !== null)
                .join(', ')}
            </p>
            <Field label={words('map.for')}>
              {(field) => (
                <select {...field} value={place} onChange={({ target }) => setPlace(target.value)}>
                  <option value={ALL}>{words('map.all')}</option>
                  {destinations.map(({ id }) => (
                    <option key={id} value={id}>
                      {id}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <RowForm number={number} row={row} onChange={(next) => onRows(withRow(rows, next))} />
            <button
              type="button"
              className="button dense"
              disabled={!rows.some((one) => one.id === chosen && one.destination === destination)}
              onClick={() => onRows(withoutRow(rows, row))}
            >
              {words('map.standard')}
            </button>
            <MapPreview
              rows={rows}
              id={chosen}
              destination={destination ?? destinations[0]?.id ?? ''}
              isUsable={wrong === null}
            />
          </div>
        )}
        {number === undefined && <p className="quiet map-one">{words('map.nothing')}</p>}
      </div>
    </dialog>
  )
}
