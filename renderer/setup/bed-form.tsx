import { type FormEvent, type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { type BedDraft, settingsOf } from './bed-draft.ts'

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
  const [sentence, setSentence] = useState<string | null>(null)
  const views = beds.map(({ view }) => view)
  const drivers = station?.drivers ?? []
  const driver = drivers.find((one) => one.id === draft.driver)
  const driverHelp = driver !== undefined && {
    help: words('setup.driverFacts', { serial: driver.defaultSerial, evidence: driver.evidence }),
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const result = settingsOf(draft, views)
    if ('problem' in result) {
      setSentence(words(result.problem))
      return
    }
    client.call('bed.save', result.settings).then(
      (saved) => {
        setSentence(words('setup.saved', { bed: saved.label }))
        onSaved(saved.id)
      },
      (error: Error) => setSentence(error.message),
    )
  }
  return (
    <form className="panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{draft.id === null ? words('setup.newBed') : draft.label}</h2>
      </div>
      <div className="panel-body bed-form">
        <Field label={words('setup.label')}>
          {(field) => (
            <input
              {...field}
              value={draft.label}
              onChange={(event) => onChange({ ...draft, label: event.target.value })}
            />
          )}
        </Field>
        <Field label={words('setup.driver')} {...driverHelp}>
          {(field) => (
            <select
              {...field}
              value={draft.driver}
              onChange={(event) => onChange({ ...draft, driver: event.target.value })}
            >
              {drivers.map((one) => (
                <option key={one.id} value={one.id}>
                  {`${one.vendor}: ${one.models.join(', ')}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words('setup.link')} help={words('setup.linkHelp')}>
          {(field) => (
            <input
              {...field}
              className="input mono"
              spellCheck={false}
              value={draft.link}
              onChange={(event) => onChange({ ...draft, link: event.target.value })}
            />
          )}
        </Field>
        <Field label={words('setup.options')} help={words('setup.optionsHelp')}>
          {(field) => (
            <input
              {...field}
              className="input mono"
              spellCheck={false}
              placeholder="{}"
              value={draft.options}
              onChange={(event) => onChange({ ...draft, options: event.target.value })}
            />
          )}
        </Field>
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
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
    </form>
  )
}
