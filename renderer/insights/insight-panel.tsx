import { type FormEvent, type ReactElement, useState } from 'react'
import { type InsightDismissal, type InsightView, LONGEST_REASON } from '../../electron/ipc/insight.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import {
  answerText,
  inputText,
  insightKey,
  ruleText,
  silenceText,
  sinceText,
  unknownText,
  whatText,
  whenText,
} from './insight-text.ts'
import { UsualPanel } from './usual-panel.tsx'

/** How a hint is answered: it is dismissed, or somebody did something about it. */
type AnswerKind = 'dismiss' | 'actedOn'

const BUTTON_WORDS = { dismiss: 'insight.dismiss', actedOn: 'insight.actedOn' } as const
const QUESTION_WORDS = { dismiss: 'insight.reason', actedOn: 'insight.whatDone' } as const

/** Asks why, or what was done; nothing stands aside without it. */
function AnswerForm({
  bed,
  view,
  kind,
  onEnd,
}: {
  readonly bed: BedView
  readonly view: InsightView
  readonly kind: AnswerKind
  readonly onEnd: () => void
}): ReactElement {
  const client = useClient()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { rule, parameter, direction } = view
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const of = { bed: bed.id, patient: bed.patient, rule, parameter, direction }
    const said = { reason: reason.trim(), ...(kind === 'actedOn' && { actedOn: true as const }) }
    client
      .call('insight.dismiss', { ...of, ...said })
      .then(onEnd, (error: Error) => setProblem(error.message))
  }
  return (
    <form className="insight-dismiss" onSubmit={onSubmit}>
      <input
        className="input"
        aria-label={words(QUESTION_WORDS[kind])}
        placeholder={words(QUESTION_WORDS[kind])}
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="button dense" disabled={reason.trim() === ''}>
        {words(BUTTON_WORDS[kind])}
      </button>
      <button type="button" className="button dense" onClick={onEnd}>
        {words('insight.keep')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}

function Found({ bed, view }: { readonly bed: BedView; readonly view: InsightView }): ReactElement {
  const [asking, setAsking] = useState<AnswerKind | null>(null)
  const when = whenText(view)
  return (
    <li className="insight">
      <p className="insight-what">
        <b>{whatText(view)}</b> <span>{sinceText(view)}</span>
      </p>
      {when !== '' && <p>{when}</p>}
      <details>
        <summary>{ruleText(view)}</summary>
        <p>{inputText(view)}</p>
      </details>
      <p className="quiet">{unknownText(view)}</p>
      {asking !== null ? (
        <AnswerForm key={asking} bed={bed} view={view} kind={asking} onEnd={() => setAsking(null)} />
      ) : (
        <p className="insight-answers">
          {(['actedOn', 'dismiss'] as const).map((kind) => (
            <button key={kind} type="button" className="button dense" onClick={() => setAsking(kind)}>
              {words(BUTTON_WORDS[kind])}
            </button>
          ))}
        </p>
      )}
    </li>
  )
}

function Dismissed({
  bed,
  dismissal,
}: {
  readonly bed: BedView
  readonly dismissal: InsightDismissal
}): ReactElement {
  const client = useClient()
  const [problem, setProblem] = useState<string | null>(null)
  const { id, fact } = dismissal
  const restore = (): void => {
    client
      .call('insight.restore', { bed: bed.id, patient: bed.patient, id })
      .then(undefined, (error: Error) => setProblem(error.message))
  }
  return (
    <li className="insight">
      <p>{whatText(fact)}</p>
      <p className="quiet" dir="auto">
        {answerText(dismissal)}
      </p>
      <button type="button" className="button dense" onClick={restore}>
        {words('insight.restore')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </li>
  )
}

/** Hints about a bed: what, since when, from what, by which rule, what is not known. Neutral: information, no alarm. */
export function InsightPanel({ bed }: { readonly bed: BedView }): ReactElement {
  const { insights } = bed
  if (insights === undefined) return <p className="quiet insights">{words('insight.notYet')}</p>
  const { found, dismissed, silent, notGiven, usual } = insights
  if (notGiven === 'otherMonitor') return <p className="quiet insights">{words('insight.otherMonitor')}</p>
  return (
    <div className="insights">
      {notGiven === 'readsRecord' && <p className="quiet">{words('insight.readsRecord')}</p>}
      {found.length === 0 && <p className="quiet">{words('insight.none')}</p>}
      <ul>
        {found.map((view) => (
          <Found key={insightKey(view)} bed={bed} view={view} />
        ))}
      </ul>
      {dismissed.length > 0 && (
        <>
          <h3>{words('insight.dismissed')}</h3>
          <ul>
            {dismissed.map((dismissal) => (
              <Dismissed key={dismissal.id} bed={bed} dismissal={dismissal} />
            ))}
          </ul>
        </>
      )}
      <UsualPanel bed={bed} usual={usual} />
      {silent.length > 0 && (
        <details>
          <summary>{words('insight.silent')}</summary>
          <ul className="insight-silent">
            {silent.map((one) => (
              <li key={`${one.parameter} ${one.rule}`}>{silenceText(one)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">{words('insight.meaning')}</p>
    </div>
  )
}
