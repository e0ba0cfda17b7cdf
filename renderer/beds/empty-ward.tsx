import { Cable } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'

/** What the beds of the demo ward do (drivers/physiology/scenarios.ts). */
const DEMO_SCENARIOS = ['stable', 'desaturation', 'sepsis', 'paced'] as const

/** The ward without a bed: what is missing, what to do, one main button. */
export function EmptyWard(): ReactElement {
  const client = useClient()
  const { station } = useStation()
  const { go } = usePlace()
  const [problem, setProblem] = useState<string | null>(null)
  const driver = station?.drivers[0]
  const openDemo = async (id: string) => {
    for (const [index, scenario] of DEMO_SCENARIOS.entries()) {
      const number = String(index + 1)
      const label = words('empty.bed', { number })
      const link = `sim:${scenario}?seed=${number}`
      await client.call('bed.save', { id: `b${number}`, label, driver: id, link, options: {} })
    }
  }
  const onDemo = () => {
    if (driver === undefined) return
    openDemo(driver.id).then(
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
        <button type="button" className="button" disabled={driver === undefined} onClick={onDemo}>
          {words('empty.simulate')}
        </button>
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
    </section>
  )
}
