import { type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { evidenceSentence } from '../words/evidence.ts'
import { words } from '../words/words.ts'
import { CompareDialog } from './compare-dialog.tsx'

/**
 * What proves the driver of a bed, or of one of its devices, that no recording proves, and the way to prove it. Nothing for
 * any other driver.
 */
export function EvidencePanel({
  bed,
  device,
}: {
  /** As the device alone would be. */
  readonly bed: BedView
  /** Name of a further device; null: the monitor, or the only one. */
  readonly device: string | null
}): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [comparing, setComparing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const driver = station?.drivers.find(({ id }) => id === bed.driver)
  if (driver?.evidence !== 'derived') return null
  const setBack = () => {
    client.call('comparison.withdraw', { bed: bed.id, ...(device !== null && { device }) }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <section className="panel evidence-panel">
      <div className="panel-head">
        <h2>{words('evidence.title', { bed: bed.label })}</h2>
      </div>
      <div className="panel-body">
        <p role="status">{evidenceSentence(bed)}</p>
        {bed.simulated && <p className="quiet">{words('evidence.simulated')}</p>}
        {!bed.simulated && bed.unproven && (
          <div className="actions">
            <button type="button" className="button" onClick={() => setComparing(true)}>
              {words('compare.title')}
            </button>
          </div>
        )}
        {bed.confirmation !== undefined && (
          <div className="actions">
            <button type="button" className="button" onClick={setBack}>
              {words('evidence.setBack')}
            </button>
          </div>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
      {comparing && <CompareDialog bed={bed} device={device} onClose={() => setComparing(false)} />}
    </section>
  )
}
