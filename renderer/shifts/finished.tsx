import { Archive } from 'lucide-react'
import type { ReactElement } from 'react'
import type { HandoverContent, HandoverHead } from '../../electron/ipc/handover-store.ts'
import { LANGUAGE_FACTS } from '../words/languages.ts'
import { moment } from '../words/times.ts'
import { spokenLanguage, words } from '../words/words.ts'

/** Hand-overs that were finished at once. */
export interface FinishedSet {
  readonly set: string
  readonly heads: readonly HandoverHead[]
}

/** The list by what was finished at once, latest first. */
export function setsOf(heads: readonly HandoverHead[]): readonly FinishedSet[] {
  const sets = new Map<string, HandoverHead[]>()
  for (const head of heads) sets.set(head.set, [...(sets.get(head.set) ?? []), head])
  return [...sets].map(([set, ofSet]) => ({
    set,
    heads: [...ofSet].sort((a, b) => (a.bed < b.bed ? -1 : 1)),
  }))
}

/** What on a page that is printed again would not be as it was; null: nothing. */
export function otherWords({ language, timeZone }: HandoverContent): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (language !== spokenLanguage())
    return words('finished.language', { language: LANGUAGE_FACTS[language].name })
  return timeZone === zone ? null : words('finished.zone', { zone: timeZone })
}

function nameOf({ heads }: FinishedSet, labelOf: (bed: string) => string): string {
  const [first] = heads
  if (first === undefined) return ''
  const what =
    heads.length === 1 ? labelOf(first.bed) : words('finished.beds', { beds: String(heads.length) })
  const when = moment(first.finishedUtcMs)
  return words('finished.line', { what, when, by: first.author })
}

/** Hand-overs that were finished, to look at and to print again as they were. */
export function FinishedList({
  sets,
  shown,
  labelOf,
  problem,
  onShow,
}: {
  readonly sets: readonly FinishedSet[]
  /** The set that is shown, or null. */
  readonly shown: string | null
  readonly labelOf: (bed: string) => string
  /** Why one could not be shown, or null. */
  readonly problem: string | null
  readonly onShow: (set: FinishedSet) => void
}): ReactElement {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('finished.title')}</h2>
      </div>
      <div className="panel-body">
        {sets.length === 0 && <p className="quiet">{words('finished.none')}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        <ul className="finished-list">
          {sets.map((set) => (
            <li key={set.set}>
              <button
                type="button"
                className="button dense"
                aria-pressed={set.set === shown}
                onClick={() => onShow(set)}
              >
                <Archive size={15} aria-hidden="true" />
                <span>{nameOf(set, labelOf)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
