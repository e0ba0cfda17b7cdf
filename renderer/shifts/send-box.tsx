import { Send } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { isIdentified } from '../../electron/ipc/patient.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { DestinationField } from './destination-field.tsx'

/** Sends the summary to a hospital system. Without an identity it waits in the outbox, and the box says so. */
export function SendBox({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const client = useClient()
  const destinations = useStation().station?.destinations ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const destination = destinations.find((one) => one.id === chosen) ?? destinations[0]
  if (destination === undefined) return <p className="send-note">{words('send.noDestination')}</p>
  const send = () => {
    setBusy(true)
    setOutcome(words('send.sending'))
    const { bed, fromUtcMs, toUtcMs } = summary
    client
      .call('shift.send', { bed, fromUtcMs, toUtcMs, destination: destination.id })
      .then(
        ({ sentence }) => setOutcome(sentence),
        (error: Error) => setOutcome(error.message),
      )
      .finally(() => setBusy(false))
  }
  return (
    <div className="panel-body send-box">
      {!isIdentified(summary.patient) && (
        <p className="send-note">
          {words(summary.patient === null ? 'send.waitingForIdentity' : 'send.waitingForName')}
        </p>
      )}
      <DestinationField destinations={destinations} chosen={destination} onChoose={setChosen} />
      <button type="button" className="button" disabled={busy} onClick={send}>
        <Send size={17} aria-hidden="true" />
        {words('send.send')}
      </button>
      {outcome !== null && <p role="status">{outcome}</p>}
    </div>
  )
}
