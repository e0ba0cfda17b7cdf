import { type ReactElement, useId } from 'react'
import type { CodePlace, MappedNumber, MapRow, SiteCode } from '../../electron/ipc/mapping.ts'
import { mapProblems, unitsFor } from '../../electron/ipc/mapping-check.ts'
import { CODING_SYSTEMS, uriOfSystem } from '../../electron/ipc/mapping-systems.ts'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'
import { problemText } from './problem-words.ts'

/** A local system of no hospital in particular: somebody types their own in its place. */
const NO_CODE: SiteCode = { code: '', name: '', system: '99LOCAL', uri: '', place: 'first' }
const PLACES: readonly CodePlace[] = ['first', 'second']
const PLACE_WORDS = { first: 'map.placeFirst', second: 'map.placeSecond' } as const

/** How one number goes out to a destination, or to all. */
export function RowForm({
  number,
  row,
  onChange,
}: {
  readonly number: MappedNumber
  readonly row: MapRow
  readonly onChange: (row: MapRow) => void
}): ReactElement {
  const systems = useId()
  const { code } = row
  const [problem] = mapProblems([row])
  const setCode = (change: Partial<SiteCode>) =>
    onChange({ ...row, code: { ...(code ?? NO_CODE), ...change } })
  return (
    <div className="map-form">
      <label className="check">
        <input
          type="checkbox"
          checked={row.isSent}
          onChange={({ target }) => onChange({ ...row, isSent: target.checked })}
        />
        {words('map.isSent')}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={code !== null}
          onChange={({ target }) => onChange({ ...row, code: target.checked ? NO_CODE : null })}
        />
        {words('map.ownCode')}
      </label>
      {code !== null && (
        <>
          <div className="map-pair">
            <TextField
              label={words('map.code')}
              value={code.code}
              onText={(text) => setCode({ code: text })}
            />
            <TextField
              label={words('map.name')}
              value={code.name}
              onText={(text) => setCode({ name: text })}
            />
          </div>
          <div className="map-pair">
            <Field label={words('map.system')} help={words('map.systemHelp')}>
              {(field) => (
                <input
                  {...field}
                  list={systems}
                  autoComplete="off"
                  value={code.system}
                  onChange={({ target }) => setCode({ system: target.value })}
                />
              )}
            </Field>
            <datalist id={systems}>
              {CODING_SYSTEMS.map(({ name }) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <Field label={words('map.place')}>
              {(field) => (
                <select
                  {...field}
                  value={code.place}
                  onChange={({ target }) =>
                    setCode({ place: PLACES.find((one) => one === target.value) ?? 'first' })
                  }
                >
                  {PLACES.map((one) => (
                    <option key={one} value={one}>
                      {words(PLACE_WORDS[one])}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          {uriOfSystem(code.system) === undefined && (
            <TextField
              label={words('map.uri')}
              help={words('map.uriHelp')}
              value={code.uri}
              onText={(text) => setCode({ uri: text })}
            />
          )}
        </>
      )}
      <Field label={words('map.unit')}>
        {(field) => (
          <select
            {...field}
            value={row.unit ?? ''}
            onChange={({ target }) => onChange({ ...row, unit: target.value === '' ? null : target.value })}
          >
            <option value="">{words('map.asMeasured', { unit: printedUnit(number.unit) })}</option>
            {unitsFor(number.id, number.unit)
              .filter((unit) => unit !== number.unit)
              .map((unit) => (
                <option key={unit} value={unit}>
                  {printedUnit(unit)}
                </option>
              ))}
          </select>
        )}
      </Field>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problemText(problem)}
        </p>
      )}
    </div>
  )
}
