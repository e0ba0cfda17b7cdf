import { Send } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { bridge } from '../client/bridge.ts'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { DestinationField } from './destination-field.tsx'
import type { StoredPages } from './use-finished.ts'

/** What is said of one bed. */
interface Said {
  readonly id: string
  readonly sentence: string
}

/**
 * Sends the pages of a finished hand-over to a hospital system, a bed a document: nobody's chart gets another's pages.
 * `onAlone`: only the pages with that id are to be on the screen while they are printed; null: all again.
 */
export function SendPages({
  pages,
  labelOf,
  onAlone,
}: {
  readonly pages: StoredPages['pages']
  readonly labelOf: (bed: string) => string
  readonly onAlone: (id: string | null) => void
}): ReactElement | null {
  const client = useClient()
  const destinations = useStation().station?.destinations ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState<readonly Said[]>([])
  const [busy, setBusy] = useState(false)
  const destination = destinations.find((one) => one.id === chosen) ?? destinations[0]
  if (destination === undefined) return null
  const say = (id: string, bed: string, sentence: string) => {
    const line = { id, sentence: words('send.pagesOf', { bed: labelOf(bed), sentence }) }
    setSaid((before) => [...before.filter((one) => one.id !== id), line])
  }
  const sendOne = async (id: string): Promise<string> => {
    onAlone(id)
    const { base64, problem } = await bridge().pagePdf()
    if (base64 === null) return problem ?? ''
    const { sentence } = await client.call('handover.send', {
      id,
      destination: destination.id,
      pdf: base64,
    })
    return sentence
  }
  const sendAll = async () => {
    setBusy(true)
    setSaid([])
    for (const { id, bed } of pages) {
      say(id, bed, words('send.printing', { bed: labelOf(bed) }))
      // What keeps one bed from being sent keeps no other.
      say(id, bed, await sendOne(id).catch((error: Error) => error.message))
    }
    onAlone(null)
    setBusy(false)
  }
  return (
    <section className="panel">
      <div className="panel-body send-box">
        <DestinationField destinations={destinations} chosen={destination} onChoose={setChosen} />
        <button type="button" className="button" disabled={busy} onClick={() => void sendAll()}>
          <Send size={17} aria-hidden="true" />
          {words('send.pages')}
        </button>
        {said.map(({ id, sentence }) => (
          <p key={id} role="status">
            {sentence}
          </p>
        ))}
      </div>
    </section>
  )
}
