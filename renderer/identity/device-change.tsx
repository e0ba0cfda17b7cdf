import { type ReactElement, useState } from 'react'
import type { BedView, DeviceChangeView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'

/** Another monitor speaks on the line of a bed than before: what to check, and the word that ends the alarm. */
export function DeviceChange({
  bed,
  change,
}: {
  readonly bed: BedView
  readonly change: DeviceChangeView
}): ReactElement {
  const client = useClient()
  const [problem, setProblem] = useState<string | null>(null)
  const take = () => {
    client
      .call('bed.takeMonitor', { bed: bed.id, to: change.to })
      .catch((error: Error) => setProblem(error.message))
  }
  return (
    <div className="device-change">
      <p>{words('monitor.changed', { bed: bed.label, to: change.to, from: change.from })}</p>
      <button type="button" className="button" onClick={take}>
        {words('monitor.take', { bed: bed.label })}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  )
}
