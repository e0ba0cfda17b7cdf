import { type ReactElement, useEffect, useRef, useState } from 'react'
import { LONGEST_FREE_TEXT, LONGEST_REASON } from '../../electron/ipc/handover-store.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { type WordKey, words } from '../words/words.ts'

const REASON_LABEL: WordKey = 'draft.reason'
const NEXT_LABEL: WordKey = 'draft.next'
/** Somebody has stopped typing. */
const PAUSE_MS = 1_500

interface About {
  readonly bed: string
  readonly patient: PatientView | null
  /** The end of the period that the text is about. */
  readonly toUtcMs: number
}

interface TextProps {
  readonly about: About
  readonly kind: 'reason' | 'handover'
  readonly label: WordKey
  readonly longest: number
  readonly first: string
  readonly onKept: () => void
}

/** One text of the page: kept while it is typed, so that nothing is lost by going elsewhere. */
function DraftText({ about, kind, label, longest, first, onKept }: TextProps): ReactElement {
  const client = useClient()
  const [text, setText] = useState(first)
  const [sentence, setSentence] = useState<string | null>(null)
  const kept = useRef(first)
  const latest = useRef({ text, about, onKept })
  latest.current = { text, about, onKept }
  const keep = useRef(() => {
    const { text: typed, about: whose, onKept: tell } = latest.current
    const wanted = typed.trim()
    if (wanted === kept.current) return
    const before = kept.current
    kept.current = wanted
    const { bed, patient, toUtcMs } = whose
    client.call('handover.write', { bed, patient, kind, atUtcMs: toUtcMs - 1, text: wanted }).then(
      () => {
        setSentence(words('draft.kept'))
        tell()
      },
      (error: Error) => {
        kept.current = before
        setSentence(error.message)
      },
    )
  })
  useEffect(() => {
    if (text.trim() === kept.current) return
    const timer = setTimeout(keep.current, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  // Whoever goes to another bed or screen while typing loses nothing.
  useEffect(() => () => keep.current(), [])
  return (
    <div className="draft-text">
      <Field label={words(label)}>
        {(field) => (
          <textarea
            {...field}
            rows={kind === 'reason' ? 2 : 4}
            dir="auto"
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={keep.current}
          />
        )}
      </Field>
      {sentence !== null && <p role="status">{sentence}</p>}
    </div>
  )
}

/** Why the patient is here, and what the next shift should know. In: what stands on the page now. */
export function TextPanel({
  about,
  reason,
  freeText,
  onKept,
}: {
  readonly about: About
  readonly reason: string
  readonly freeText: string
  readonly onKept: () => void
}): ReactElement {
  const shared = { about, onKept }
  return (
    <section className="panel">
      <div className="panel-body">
        <DraftText {...shared} kind="reason" label={REASON_LABEL} longest={LONGEST_REASON} first={reason} />
        <DraftText
          {...shared}
          kind="handover"
          label={NEXT_LABEL}
          longest={LONGEST_FREE_TEXT}
          first={freeText}
        />
      </div>
    </section>
  )
}
