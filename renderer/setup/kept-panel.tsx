import { type FormEvent, type ReactElement, useEffect, useState } from 'react'
import type { KeptDays } from '../../electron/ipc/erasure.ts'
import { useClient } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { typedDays } from './disk-words.ts'

const FIELDS = [
  { kind: 'numerics', label: 'kept.numerics' },
  { kind: 'alerts', label: 'kept.alerts' },
] as const

/** How long numbers and the alarms of the monitors are kept; waves are set beside their disk. */
export function KeptPanel(): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState({ numerics: '', alerts: '' })
  const [sentence, setSentence] = useState<string | null>(null)
  useEffect(() => {
    const show = (kept: KeptDays) =>
      setTyped({ numerics: String(kept.numerics ?? ''), alerts: String(kept.alerts ?? '') })
    client.call('retention.get', {}).then(show, (error: Error) => setSentence(error.message))
  }, [client])
  const save = (event: FormEvent) => {
    event.preventDefault()
    const [numericsKeptDays, alertsKeptDays] = FIELDS.map(({ kind }) => typedDays(typed[kind]))
    if (numericsKeptDays === undefined || alertsKeptDays === undefined) {
      setSentence(words('disk.badDays'))
      return
    }
    client.call('retention.set', { numericsKeptDays, alertsKeptDays }).then(
      () => setSentence(words('kept.saved')),
      (error: Error) => setSentence(error.message),
    )
  }
  return (
    <form className="panel kept-panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{words('kept.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('kept.text')}</p>
        {FIELDS.map(({ kind, label }) => (
          <Field key={kind} label={words(label)}>
            {(field) => (
              <input
                {...field}
                inputMode="numeric"
                autoComplete="off"
                value={typed[kind]}
                onChange={(event) => setTyped({ ...typed, [kind]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="actions">
          <button type="submit" className="button">
            {words('kept.set')}
          </button>
        </div>
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
    </form>
  )
}
