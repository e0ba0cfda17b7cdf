import { type FormEvent, type ReactElement, useState } from 'react'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import type { Remote } from './use-remote.ts'

const NOTHING = { id: '', authority: '', name: '', birthDate: '' }

/** Takes somebody on: the identifier with its issuer, and one more to tell them by. */
export function EnrolForm({
  act,
  onDone,
}: {
  readonly act: Remote['act']
  readonly onDone: (seq: number | null) => void
}): ReactElement {
  const [typed, setTyped] = useState(NOTHING)
  const [problem, setProblem] = useState<string | null>(null)
  const set = (change: Partial<typeof NOTHING>) => setTyped((before) => ({ ...before, ...change }))
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const enrol = async (event: FormEvent) => {
    event.preventDefault()
    const [name, birthDate] = [textOrNull(typed.name), textOrNull(typed.birthDate)]
    if (typed.id.trim() === '' || typed.authority.trim() === '' || (name === null && birthDate === null))
      return setProblem(words('remote.needsAll'))
    const patient = { id: typed.id.trim(), authority: typed.authority.trim() }
    let seq: number | null = null
    const why = await act(async (client) => {
      seq = (await client.call('remote.enrol', { patient, name, birthDate })).seq
    })
    setProblem(why)
    if (why === null) onDone(seq)
  }
  return (
    <form className="remote-form" onSubmit={(event) => void enrol(event)}>
      <TextField label={words('remote.id')} value={typed.id} onText={(id) => set({ id })} />
      <TextField
        label={words('remote.authority')}
        value={typed.authority}
        onText={(authority) => set({ authority })}
      />
      <TextField label={words('remote.name')} value={typed.name} onText={(name) => set({ name })} />
      <TextField
        label={words('remote.birthDate')}
        help={words('remote.birthDateHelp')}
        value={typed.birthDate}
        onText={(birthDate) => set({ birthDate })}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary">
          {words('remote.enrol')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {words('remote.cancel')}
        </button>
      </div>
    </form>
  )
}
