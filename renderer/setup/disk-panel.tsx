import { type FormEvent, type ReactElement, useState } from 'react'
import type { StoreView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { diskFacts, typedDays } from './disk-words.ts'

/** How long the disk of the record lasts, and how long full-rate waves are kept on it. */
export function DiskPanel({ store }: { readonly store: StoreView }): ReactElement {
  const client = useClient()
  const kept = store.disk?.wavesKeptDays ?? null
  /** Null: untouched, the setting as it is. */
  const [typed, setTyped] = useState<string | null>(null)
  const [sentence, setSentence] = useState<string | null>(null)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const days = typedDays(typed ?? String(kept ?? ''))
    if (days === undefined) {
      setSentence(words('disk.badDays'))
      return
    }
    client.call('retention.set', { wavesKeptDays: days }).then(
      () => {
        setTyped(null)
        setSentence(
          days === null ? words('disk.savedNone') : words('disk.savedDays', { count: String(days) }),
        )
      },
      (error: Error) => setSentence(error.message),
    )
  }
  const warnings = [store.sentence, store.disk?.sentence ?? null].filter((one) => one !== null)
  return (
    <form className="panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{words('disk.title')}</h2>
      </div>
      <div className="panel-body">
        {warnings.map((warning) => (
          <p key={warning} className="notice-line">
            {warning}
          </p>
        ))}
        {diskFacts(store).map((fact) => (
          <p key={fact}>{fact}</p>
        ))}
        <TextField
          label={words('disk.kept')}
          help={words('disk.keptHelp')}
          inputMode="numeric"
          value={typed ?? String(kept ?? '')}
          onText={setTyped}
        />
        <div className="actions">
          <button type="submit" className="button">
            {words('disk.set')}
          </button>
        </div>
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
    </form>
  )
}
