import { type ReactElement, useId } from 'react'
import type { RuleCount } from '../../../electron/ipc/insight.ts'
import { ruleName } from '../../insights/insight-text.ts'
import { useAnswer } from '../../review/use-answer.ts'
import type { Period } from '../../shifts/presets.ts'
import { words } from '../../words/words.ts'

const COLUMNS = ['shown', 'actedOn', 'dismissed', 'unanswered'] as const
const COLUMN_WORDS = {
  shown: 'hintCounts.shown',
  actedOn: 'hintCounts.actedOn',
  dismissed: 'hintCounts.dismissed',
  unanswered: 'hintCounts.unanswered',
} as const

/** `trend (Theil and Sen), version 1`. */
function nameOf({ rule, version }: RuleCount): string {
  return words('hintCounts.rule', { rule: ruleName(rule), version: String(version) })
}

/** What became of the hints of each rule in a period, so that a site can judge the rule. */
export function HintCounts({ period }: { readonly period: Period }): ReactElement {
  const titleId = useId()
  const { value, problem } = useAnswer('insight.counts', period)
  return (
    <section className="panel hint-counts" aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{words('hintCounts.title')}</h2>
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
      {value === null && problem === null && <p className="quiet">{words('review.reading')}</p>}
      {value !== null && value.rules.length === 0 && <p className="quiet">{words('hintCounts.none')}</p>}
      {value !== null && value.rules.length > 0 && (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">{words('hintCounts.byRule')}</th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className="count">
                    {words(COLUMN_WORDS[column])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.rules.map((rule) => (
                <tr key={nameOf(rule)}>
                  <th scope="row">{nameOf(rule)}</th>
                  {COLUMNS.map((column) => (
                    <td key={column} className="count">
                      {rule[column]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {value.rules.map((rule) => (
            <Reasons key={nameOf(rule)} rule={rule} />
          ))}
        </>
      )}
      <p className="quiet">{words('hintCounts.meaning')}</p>
    </section>
  )
}

function Reasons({ rule }: { readonly rule: RuleCount }): ReactElement | null {
  const { reasons, moreReasons } = rule
  if (reasons.length === 0) return null
  return (
    <>
      <h3>{words('hintCounts.said', { rule: nameOf(rule) })}</h3>
      <ul className="hint-reasons">
        {reasons.map(({ reason, isActedOn, count }) => (
          <li key={`${isActedOn} ${reason}`}>
            <span dir="auto">
              {words(isActedOn ? 'hintCounts.actedOnOne' : 'hintCounts.dismissedOne', { reason })}
            </span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      {moreReasons > 0 && (
        <p className="quiet">{words('hintCounts.moreReasons', { count: String(moreReasons) })}</p>
      )}
    </>
  )
}
