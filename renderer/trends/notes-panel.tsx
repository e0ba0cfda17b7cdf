import { Flag } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { LONGEST_NOTE, type NoteView, type WrittenKind } from '../../electron/ipc/trend.ts'
import { useClient } from '../client/context.ts'
import { noteText } from '../insights/insight-text.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

/** Notes about a bed and marks of moments: who wrote them and when. What is written stays. */
export function NotesPanel({
  bed,
  notes,
  onAdded,
}: {
  readonly bed: string
  readonly notes: readonly NoteView[]
  readonly onAdded: () => void
}): ReactElement {
  const client = useClient()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = (kind: WrittenKind) => {
    client.call('note.add', { bed, kind, atUtcMs: Date.now(), text: text.trim() }).then(
      () => {
        setText('')
        setProblem(null)
        onAdded()
      },
      (error: Error) => setProblem(error.message),
    )
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    add('note')
  }
  return (
    <section className="panel notes-panel" aria-label={words('note.title')}>
      <div className="panel-head">
        <h2>{words('note.title')}</h2>
        <button type="button" className="button dense" onClick={() => add('mark')}>
          <Flag size={15} aria-hidden="true" />
          {words('note.mark')}
        </button>
      </div>
      <form className="note-form" onSubmit={onSubmit}>
        <input
          className="input"
          aria-label={words('note.text')}
          placeholder={words('note.text')}
          maxLength={LONGEST_NOTE}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === ''}>
          {words('note.add')}
        </button>
      </form>
      {problem !== null && <p role="alert">{problem}</p>}
      <ul className="note-list">
        {notes.toReversed().map((note) => (
          <li key={note.id}>
            <time>{clockTime(note.atUtcMs)}</time>
            <span dir="auto">{noteText(note)}</span>
            <small>{note.author}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
