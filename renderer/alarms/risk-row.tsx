import { ShieldAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { riskText } from '../words/risk.ts'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'

/** The shortest reason that the engine takes. */
const LEAST_REASON = 3

/** Whether the patient of the open bed is marked as high-risk, and the way to change that: a reason, then one button. */
export function RiskRow({ view }: { readonly view: BedView }): ReactElement | null {
  const client = useClient()
  const actions = useActions()
  const { connection } = useStation()
  const [reason, setReason] = useState<string | null>(null)
  const { id: bed, label } = view
  const { highRisk } = view.alarmStatus
  const isConnected = connection === 'connected'
  const run = (work: Promise<unknown>, title: string, undo: () => Promise<unknown>) => {
    work.then(
      () => {
        actions.tell(title, '', undo)
        setReason(null)
      },
      (error: Error) => actions.tell(error.message, ''),
    )
  }
  const mark = (why: string) => client.call('alarm.markRisk', { bed, reason: why })
  const unmark = () => client.call('alarm.unmarkRisk', { bed })
  if (highRisk !== undefined) {
    return (
      <div className="alarm-row">
        <span className="alarm-row-key">
          <ShieldAlert size={18} aria-hidden="true" />
        </span>
        <span className="alarm-row-text">{riskText(highRisk)}</span>
        <span className="alarm-row-actions">
          <button
            type="button"
            className="button dense"
            disabled={!isConnected}
            onClick={() => run(unmark(), words('risk.off', { bed: label }), () => mark(highRisk.reason))}
          >
            {words('risk.unmark')}
          </button>
        </span>
      </div>
    )
  }
  if (view.standby !== undefined) return null
  if (reason === null) {
    return (
      <div className="risk-row">
        <button type="button" className="button dense" disabled={!isConnected} onClick={() => setReason('')}>
          {words('risk.mark')}
        </button>
      </div>
    )
  }
  return (
    <form
      className="off-form risk-row"
      onSubmit={(event) => {
        event.preventDefault()
        run(mark(reason.trim()), words('risk.on', { bed: label }), unmark)
      }}
    >
      <p>{words('risk.help')}</p>
      <label className="field">
        <span>{words('risk.reason')}</span>
        <input className="input" value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={!isConnected || reason.trim().length < LEAST_REASON}
        >
          {words('risk.mark')}
        </button>
        <button type="button" className="button" onClick={() => setReason(null)}>
          {words('risk.cancel')}
        </button>
      </div>
    </form>
  )
}
