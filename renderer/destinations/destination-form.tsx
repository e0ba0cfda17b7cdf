import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { FieldProblem, ProbeResult } from '../../electron/ipc/destinations.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { type DestinationDraft, typedOf, URL_EXAMPLE } from './destination-draft.ts'
import { DestinationFieldset } from './destination-fields.tsx'
import { FormContext } from './destination-lines.tsx'

/** What the last press of a button said. */
type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'tested'; readonly result: ProbeResult }
  | { readonly kind: 'refused'; readonly sentence: string }

const NO_PROBLEMS: readonly FieldProblem[] = []

/** One destination, new or there already. Nothing is stored before Save; Test tries it as it is typed. */
export function DestinationForm({
  first,
  onSaved,
  onClose,
}: {
  readonly first: DestinationDraft
  readonly onSaved: (id: string) => void
  readonly onClose: () => void
}): ReactElement {
  const client = useClient()
  const [draft, setDraft] = useState(first)
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const [said, setSaid] = useState<Said>({ kind: 'nothing' })
  const change = (part: Partial<DestinationDraft>) => {
    setDraft({ ...draft, ...part })
    setSaid({ kind: 'nothing' })
  }
  const fail = (error: Error) => setSaid({ kind: 'refused', sentence: error.message })
  /** What was typed; null where the address cannot be read, which is said beside it. */
  const typed = () => {
    const read = typedOf(draft)
    if (read === null && draft.type !== 'mllp') {
      const example = URL_EXAMPLE[draft.type]
      setProblems([{ field: 'url', words: words('destination.badUrl', { example }) }])
    } else setProblems(NO_PROBLEMS)
    return read
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const asked = typed()
    if (asked === null) return
    client.call('destination.save', { ...asked, isNew: draft.isNew }).then((reply) => {
      setProblems(reply.problems)
      if (reply.problems.length === 0) onSaved(draft.id.trim())
    }, fail)
  }
  const test = () => {
    const asked = typed()
    if (asked === null) return
    setSaid({ kind: 'testing' })
    client.call('destination.test', asked).then((reply) => {
      setProblems(reply.problems)
      setSaid(reply.result === null ? { kind: 'nothing' } : { kind: 'tested', result: reply.result })
    }, fail)
  }
  const form = useRef<HTMLFormElement>(null)
  // The buttons stand at the end of a long form: what is wrong may be out of sight.
  useEffect(() => {
    if (problems.length === 0) return
    form.current?.querySelector<HTMLElement>('.wrong input, .wrong textarea, .wrong select')?.focus()
  }, [problems])
  const byField = new Map(problems.map((one) => [one.field, one.words]))
  return (
    <form ref={form} className="destination-form" onSubmit={save}>
      <FormContext value={{ draft, change, problems: byField }}>
        <DestinationFieldset />
      </FormContext>
      <div className="actions">
        <button type="submit" className="button primary">
          {words('destination.save')}
        </button>
        <button type="button" className="button" disabled={said.kind === 'testing'} onClick={test}>
          {words('destination.test')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words('destination.close')}
        </button>
      </div>
      {said.kind === 'testing' && <p role="status">{words('destination.testing')}</p>}
      {said.kind === 'tested' && (
        <p role="status" className={said.result.isGood ? 'destination-good' : 'destination-bad'}>
          {said.result.sentence}
        </p>
      )}
      {said.kind === 'refused' && <p role="alert">{said.sentence}</p>}
    </form>
  )
}
