import { type ReactElement, useEffect, useState } from 'react'
import type { LoginStartView } from '../../electron/ipc/contract.ts'
import { bridge } from '../client/bridge.ts'
import { words } from '../words/words.ts'

/** The switch that has the system start Vigil when this user logs in. Off until somebody sets it. */
export function LoginStart(): ReactElement {
  const [view, setView] = useState<LoginStartView | null>(null)
  const take = (answer: Promise<LoginStartView>) => {
    answer.then(setView, (error: Error) => setView({ on: null, problem: error.message }))
  }
  useEffect(() => {
    let wanted = true
    bridge()
      .loginStart()
      .then(
        (answer) => wanted && setView(answer),
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [])
  const on = view?.on ?? false
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          disabled={view === null}
          onChange={() => take(bridge().setLoginStart(!on))}
        />
        {words('login.start')}
      </label>
      {view !== null && view.problem !== null && <p role="alert">{view.problem}</p>}
    </>
  )
}
