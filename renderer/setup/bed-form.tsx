import { type FormEvent, type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { GuideButton } from '../guide/guide-button.tsx'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { type BedDraft, settingsOf, withDriver } from './bed-draft.ts'
import { DeviceFields } from './device-fields.tsx'
import { OptionControls } from './option-controls.tsx'
import { type Said, saidOf } from './option-values.ts'

/** Id of the form, for the button of the test that saves what was tested. */
export const BED_FORM = 'bed-form'

/** Name, driver and line of one bed. Nothing is stored before Save. */
export function BedForm({
  draft,
  onChange,
  onSaved,
  onRemove,
}: {
  readonly draft: BedDraft
  readonly onChange: (draft: BedDraft) => void
  readonly onSaved: (bed: string) => void
  /** Null for a bed that is not saved yet. */
  readonly onRemove: (() => void) | null
}): ReactElement {
  const client = useClient()
  const { station, beds } = useStation()
  const [said, setSaid] = useState<Said | null>(null)
  const views = beds.map(({ view }) => view)
  const drivers = station?.drivers ?? []
  const driver = drivers.find((one) => one.id === draft.driver)
  const fields = driver?.options ?? []
  const driverHelp = driver !== undefined && {
    help: words('setup.driverFacts', { serial: driver.defaultSerial, evidence: driver.evidence }),
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const result = settingsOf(draft, views, fields)
    if ('problem' in result) {
      const option = 'option' in result ? result.option : null
      const values = 'values' in result ? result.values : {}
      setSaid({ sentence: words(result.problem, values), option })
      return
    }
    client.call('bed.save', result.settings).then(
      (saved) => {
        setSaid({ sentence: words('setup.saved', { bed: saved.label }), option: null })
        onSaved(saved.id)
      },
      (error: Error) => setSaid(saidOf(error.message, fields)),
    )
  }
  return (
    <form id={BED_FORM} className="panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{draft.id === null ? words('setup.newBed') : draft.label}</h2>
      </div>
      <div className="panel-body bed-form">
        <TextField
          label={words('setup.label')}
          value={draft.label}
          onText={(text) => onChange({ ...draft, label: text })}
        />
        <Field label={words('setup.driver')} {...driverHelp}>
          {(field) => (
            <select
              {...field}
              value={draft.driver}
              onChange={(event) => onChange(withDriver(draft, event.target.value))}
            >
              {drivers.map((one) => (
                <option key={one.id} value={one.id}>
                  {`${one.vendor}: ${one.models.join(', ')}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="actions">
          <GuideButton driver={draft.driver} />
        </div>
        <TextField
          label={words('setup.link')}
          help={words('setup.linkHelp')}
          className="input mono"
          spellCheck={false}
          value={draft.link}
          onText={(text) => onChange({ ...draft, link: text })}
        />
        <OptionControls
          fields={fields}
          draft={draft}
          onChange={onChange}
          problem={said?.option ? { option: said.option, sentence: said.sentence } : null}
        />
        <DeviceFields draft={draft} drivers={drivers} onChange={onChange} />
        <div className="actions">
          <button type="submit" className="button primary">
            {words('setup.save')}
          </button>
          {onRemove !== null && (
            <button type="button" className="button" onClick={onRemove}>
              {words('setup.remove')}
            </button>
          )}
        </div>
        {said !== null && said.option === null && <p role="status">{said.sentence}</p>}
      </div>
    </form>
  )
}
