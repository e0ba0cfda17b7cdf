import { type FormEvent, type ReactElement, useState } from 'react'
import { type InsightDismissal, type InsightView, LONGEST_REASON } from '../../electron/ipc/insight.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import {
  inputText,
  insightKey,
  ruleText,
  silenceText,
  sinceText,
  unknownText,
  whatText,
  whenText,
} from './insight-text.ts'

/** Asks why; nothing is dismissed without a reason. */
function Dismiss({
  bed,
  view,
  onEnd,
}: {
  readonly bed: BedView
  readonly view: InsightView
  readonly onEnd: () => void
}) {
  const client = useClient()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { rule, parameter, direction } = view
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const request = { bed: bed.id, patient: bed.patient, rule, parameter, direction, reason: reason.trim() }
    client.call('insight.dismiss', request).then(onEnd, (error: Error) => setProblem(error.message))
  }
  return (
    <form className="insight-dismiss" onSubmit={onSubmit}>
      <input
        className="input"
        aria-label={words('insight.reason')}
        placeholder={words('insight.reason')}
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="button dense" disabled={reason.trim() === ''}>
        {words('insight.dismiss')}
      </button>
      <button type="button" className="button dense" onClick={onEnd}>
        {words('insight.keep')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}

function Found({ bed, view }: { readonly bed: BedView; readonly view: InsightView }): ReactElement {
  const [isAsking, setAsking] = useState(false)
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
      {isAsking ? (
        <Dismiss bed={bed} view={view} onEnd={() => setAsking(false)} />
      ) : (
        <button type="button" className="button dense" onClick={() => setAsking(true)}>
          {words('insight.dismiss')}
        </button>
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
  const { id, fact, reason, author, atUtcMs } = dismissal
  const restore = (): void => {
    client
      .call('insight.restore', { bed: bed.id, patient: bed.patient, id })
      .then(undefined, (error: Error) => setProblem(error.message))
  }
  return (
    <li className="insight">
      <p>{whatText(fact)}</p>
      <p className="quiet" dir="auto">
        {words('insight.dismissedBy', { reason, by: author, time: clockTime(atUtcMs) })}
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
  const { found, dismissed, silent, notGiven } = insights
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
