import { type FormEvent, type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { GuideButton } from '../guide/guide-button.tsx'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { type BedDraft, settingsOf } from './bed-draft.ts'
import { DeviceFields } from './device-fields.tsx'
import { type FormSaid, saidOfForm } from './form-said.ts'
import { type LineKey, withLine } from './line-draft.ts'
import { OptionControls } from './option-controls.tsx'

/** Id of the form, for the button of the test that saves what was tested. */
export const BED_FORM = 'bed-form'

/** Name, driver and line of one bed. Nothing is stored before Save. */
export function BedForm({
  draft,
  onChange,
  onLine,
  onSaved,
  onRemove,
}: {
  readonly draft: BedDraft
  readonly onChange: (draft: BedDraft) => void
  /** The line of a further device, or of the monitor, is to be tested, searched or compared. */
  readonly onLine: (line: LineKey) => void
  readonly onSaved: (bed: string) => void
  /** Null for a bed that is not saved yet. */
  readonly onRemove: (() => void) | null
}): ReactElement {
  const client = useClient()
  const { station, beds } = useStation()
  const [said, setSaid] = useState<FormSaid | null>(null)
  const views = beds.map(({ view }) => view)
  const drivers = station?.drivers ?? []
  const driver = drivers.find((one) => one.id === draft.driver)
  const fieldsOf = (id: string) => drivers.find((one) => one.id === id)?.options ?? []
  const driverHelp = driver !== undefined && {
    help: words('setup.driverFacts', { serial: driver.defaultSerial, evidence: driver.evidence }),
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const result = settingsOf(draft, views, fieldsOf)
    if ('problem' in result) {
      const option = 'option' in result ? result.option : null
      const device = 'device' in result ? result.device : null
      const values = 'values' in result ? result.values : {}
      setSaid({ sentence: words(result.problem, values), option, device })
      return
    }
    client.call('bed.save', result.settings).then(
      (saved) => {
        setSaid({ sentence: words('setup.saved', { bed: saved.label }), option: null, device: null })
        onSaved(saved.id)
      },
      (error: Error) => setSaid(saidOfForm(error.message, draft, fieldsOf)),
    )
  }
  const atOption = said !== null && said.option !== null ? { ...said, option: said.option } : null
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
              onChange={(event) => onChange(withLine(draft, null, { driver: event.target.value }))}
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
          fields={fieldsOf(draft.driver)}
          draft={draft}
          onChange={({ options, typed }) => onChange({ ...draft, options, typed })}
          problem={atOption?.device === null ? atOption : null}
        />
        <DeviceFields
          draft={draft}
          drivers={drivers}
          problem={atOption}
          onChange={onChange}
          onLine={onLine}
        />
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
