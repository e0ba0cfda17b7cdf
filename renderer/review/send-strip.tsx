import { Send } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'

interface Stretch {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Sends the strip that is on the screen to a hospital system; nothing where none is configured. What came of it is a sentence. */
export function SendStrip({ strip }: { readonly strip: Stretch }): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState<{ readonly about: Stretch; readonly sentence: string } | null>(null)
  const [isSending, setSending] = useState(false)
  const destinations = station?.destinations ?? []
  const destination = destinations.find(({ id }) => id === chosen) ?? destinations[0]
  if (destination === undefined) return null
  const send = () => {
    const about = strip
    setSending(true)
    setSaid(null)
    client
      .call('strip.send', { ...about, destination: destination.id })
      .then(
        ({ sentence }) => setSaid({ about, sentence }),
        (error: Error) => setSaid({ about, sentence: error.message }),
      )
      .finally(() => setSending(false))
  }
  const isOfThis = said !== null && said.about.fromUtcMs === strip.fromUtcMs && said.about.bed === strip.bed
  return (
    <span className="send-strip">
      {isOfThis && <small role="status">{said.sentence}</small>}
      {destinations.length > 1 && (
        <select
          className="input"
          aria-label={words('review.sendTo')}
          value={destination.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {destinations.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="button dense" disabled={isSending} onClick={send}>
        <Send size={15} aria-hidden="true" />
        {words('review.send', { destination: destination.id })}
      </button>
    </span>
  )
}
