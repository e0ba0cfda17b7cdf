import { type ReactElement, useState } from 'react'
import type { BedSettings } from '../../electron/ipc/contract.ts'
import type { BedView, ListenerView, RefusedSenderView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { RefusedSender } from './refused-sender.tsx'
import { isAboutSenders, listenerRules, listenerSentence } from './sender-facts.ts'

/** What was done last: a sentence, and the settings before it where it can be taken back. */
interface Done {
  readonly sentence: string
  readonly before: BedSettings | null
}

function settingsOf({ id, label, driver, linkText, options = {} }: BedView): BedSettings {
  return { id, label, driver, link: linkText, options }
}

/** One open port: its state, who may send, who was turned away. */
function Listener({
  listener,
  beds,
  onBind,
  onDismiss,
}: {
  readonly listener: ListenerView
  readonly beds: readonly BedView[]
  readonly onBind: (sender: RefusedSenderView, bed: BedView) => void
  readonly onDismiss: (sender: RefusedSenderView) => void
}): ReactElement {
  const { address, state, refused } = listener
  return (
    <li className="listener">
      <h3 className="mono">{address}</h3>
      <p role={state === 'failed' ? 'alert' : undefined}>{listenerSentence(listener)}</p>
      {listener.sentence !== null && <p className="quiet">{listener.sentence}</p>}
      {listenerRules(listener).map((rule) => (
        <p key={rule} className="quiet">
          {rule}
        </p>
      ))}
      <h4>{words('senders.refused')}</h4>
      {refused.length === 0 && <p className="quiet">{words('senders.noneRefused')}</p>}
      <ul>
        {refused.map((sender) => (
          <RefusedSender
            key={sender.id}
            sender={sender}
            beds={beds}
            onBind={(bed) => onBind(sender, bed)}
            onDismiss={() => onDismiss(sender)}
          />
        ))}
      </ul>
    </li>
  )
}

/**
 * Ports of this PC that are open for senders. Shown once a bed listens, or is about to.
 * In: the line of the bed that is being edited, and what to do when a bed was changed here.
 */
export function SenderPanel({
  draftLink,
  onChanged,
}: {
  readonly draftLink: string
  readonly onChanged: (bed: BedView) => void
}): ReactElement | null {
  const client = useClient()
  const { station, beds, connection } = useStation()
  const [done, setDone] = useState<Done | null>(null)
  const listeners = station?.listeners ?? []
  if (!isAboutSenders(listeners, draftLink)) return null
  const fail = (error: Error) => setDone({ sentence: error.message, before: null })
  const bind = (listener: ListenerView, sender: RefusedSenderView, bed: BedView) => {
    const request = { listener: listener.address, refusal: sender.id, bed: bed.id }
    client.call('sender.bind', request).then((changed) => {
      const sentence = words('senders.bound', { address: sender.address, bed: bed.label })
      setDone({ sentence, before: settingsOf(bed) })
      onChanged(changed)
    }, fail)
  }
  const dismiss = (listener: ListenerView, sender: RefusedSenderView) => {
    client
      .call('sender.dismiss', { listener: listener.address, refusal: sender.id })
      .then(() => setDone(null), fail)
  }
  const undo = (before: BedSettings) => {
    client.call('bed.save', before).then((changed) => {
      setDone({ sentence: words('senders.undone', { bed: changed.label }), before: null })
      onChanged(changed)
    }, fail)
  }
  return (
    <section className="panel" aria-label={words('senders.title')}>
      <div className="panel-head">
        <h2>{words('senders.title')}</h2>
      </div>
      {connection !== 'connected' && <p className="setup-note">{words('engine.restarts')}</p>}
      {listeners.length === 0 && <p className="setup-note">{words('senders.none')}</p>}
      {done !== null && (
        <div className="sender-done" role="status">
          <span>{done.sentence}</span>
          {done.before !== null && (
            <button
              type="button"
              className="button dense"
              onClick={() => done.before !== null && undo(done.before)}
            >
              {words('setup.undo')}
            </button>
          )}
        </div>
      )}
      {connection === 'connected' && (
        <ul>
          {listeners.map((listener) => (
            <Listener
              key={listener.address}
              listener={listener}
              beds={beds.flatMap(({ view }) => (listener.beds.includes(view.id) ? [view] : []))}
              onBind={(sender, bed) => bind(listener, sender, bed)}
              onDismiss={(sender) => dismiss(listener, sender)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
