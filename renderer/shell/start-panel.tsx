import { type FormEvent, type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { cleanInitials, rememberConfirmed } from './intended-use.ts'

const FACTS = ['use.purpose', 'use.notDevice', 'use.primary', 'use.late', 'use.control', 'use.law'] as const

/**
 * What Vigil is for, and who is on shift. Stands beside the ward and never over it, so that beds are seen
 * before and while someone signs in.
 */
export function StartPanel({
  onDone,
  storage,
}: {
  readonly onDone: () => void
  readonly storage: Storage
}): ReactElement {
  const client = useClient()
  const { station } = useStation()
  const known = station?.actor.initials ?? ''
  const [typed, setTyped] = useState(known)
  const [problem, setProblem] = useState<string | null>(null)
  const initials = cleanInitials(typed)
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    if (initials === '') return
    client.call('session.signIn', { initials }).then(
      () => {
        rememberConfirmed(storage, initials)
        onDone()
      },
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <aside className="panel start-panel" aria-labelledby="start-title">
      <h2 id="start-title">{words('use.title')}</h2>
      <ul>
        {FACTS.map((fact) => (
          <li key={fact}>{words(fact)}</li>
        ))}
      </ul>
      <form className="field" onSubmit={confirm}>
        <span id="initials-label">{words('start.initials')}</span>
        <input
          className="input"
          aria-labelledby="initials-label"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <small>{words('start.unverified')}</small>
        <button type="submit" className="button primary wide" disabled={initials === ''}>
          {words('start.confirm')}
        </button>
      </form>
      {problem !== null && <p role="alert">{problem}</p>}
    </aside>
  )
}
