import { Cable } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'

/** The ward without a bed: what is missing, what to do, one main button. */
export function EmptyWard(): ReactElement {
  const client = useClient()
  const { station } = useStation()
  const { go } = usePlace()
  const [problem, setProblem] = useState<string | null>(null)
  const driver = station?.drivers[0]
  const openSimulator = () => {
    if (driver === undefined) return
    const bed = { id: 'b1', label: words('setup.firstBed'), driver: driver.id, link: 'sim:', options: {} }
    client.call('bed.save', bed).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <section className="empty-ward">
      <Cable size={44} aria-hidden="true" />
      <h1>{words('empty.title')}</h1>
      <p>{words('empty.text')}</p>
      <div className="actions">
        <button type="button" className="button primary" onClick={() => go({ screen: 'setup' })}>
          {words('empty.find')}
        </button>
        <button type="button" className="button" disabled={driver === undefined} onClick={openSimulator}>
          {words('empty.simulate')}
        </button>
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
    </section>
  )
}
