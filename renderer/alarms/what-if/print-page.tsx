import type { ReactElement } from 'react'
import type { WhatIf, WhatIfLimit } from '../../../electron/ipc/alarm-load.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { Label } from '../../parts/label.tsx'
import { periodText } from '../../shifts/sentences.ts'
import { clockTime, duration } from '../../words/times.ts'
import { printedUnit } from '../../words/units.ts'
import { printedValue } from '../../words/values.ts'
import { ownDirection, words } from '../../words/words.ts'
import { ageClassText } from '../limits/age-class-step.tsx'
import { missedGroups } from './outcome.ts'
import { limitText } from './texts.ts'
import { missedText, outcomeText, verdictNotes, verdictSentence, verdictWarnings } from './verdict-text.ts'

function settingText({ decimals, unit }: WhatIfLimit, { limit, delayMs }: WhatIfLimit['before']): string {
  return `${printedValue(limit, decimals)} ${printedUnit(unit)}, ${duration(delayMs)}`
}

/** Tried with another value, or with an alarm either way: the others would only hide these. */
function isTold({ before, tried, alarmsBefore, alarmsTried }: WhatIfLimit): boolean {
  const isSame = before.limit === tried.limit && before.delayMs === tried.delayMs
  return !isSame || alarmsBefore + alarmsTried > 0
}

function Limits({ limits }: { readonly limits: readonly WhatIfLimit[] }): ReactElement {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words('whatIf.limit')}</th>
          <th scope="col">{words('whatIf.before')}</th>
          <th scope="col">{words('whatIf.alarms')}</th>
          <th scope="col">{words('whatIf.tried')}</th>
          <th scope="col">{words('whatIf.alarms')}</th>
        </tr>
      </thead>
      <tbody>
        {limits.map((limit) => (
          <tr key={`${limit.parameter} ${limit.side} ${limit.isExtreme}`}>
            <th scope="row">
              <Label text={limitText(limit)} />
            </th>
            <td>{settingText(limit, limit.before)}</td>
            <td>{limit.alarmsBefore}</td>
            <td>{settingText(limit, limit.tried)}</td>
            <td>{limit.alarmsTried}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The answer as it prints: the one sentence, what must be known about it, both settings, marked events, what would not come. */
export function PrintPage({
  answer,
  view,
  station,
}: {
  readonly answer: WhatIf
  readonly view: BedView
  readonly station: string
}): ReactElement {
  const { marks, missed, readings } = answer
  return (
    <section className="what-if-paper theme-light" aria-hidden="true">
      <p>
        <strong>{words('notice.secondary')}</strong> {station}
      </p>
      <h1>
        {view.label}: {words('whatIf.verdict')}{' '}
        {view.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
      </h1>
      <p>
        {periodText(answer)}. {words('limits.ofClass', { ageClass: ageClassText(answer.ageClass) })}
      </p>
      <p className="paper-sentence">{verdictSentence(answer)}</p>
      {readings > 0 &&
        verdictWarnings(answer).map((warning) => (
          <p key={warning}>
            <strong>{warning}</strong>
          </p>
        ))}
      {verdictNotes(answer).map((note) => (
        <p key={note}>{note}</p>
      ))}
      <Limits limits={answer.limits.filter(isTold)} />
      <p>{words('whatIf.otherLimits')}</p>
      <h2>{words('whatIf.marks')}</h2>
      {marks.length === 0 && <p>{words('whatIf.noMarks')}</p>}
      <ul>
        {marks.map((mark) => (
          <li key={`${mark.atUtcMs} ${mark.text}`}>
            {clockTime(mark.atUtcMs)}{' '}
            {mark.text === '' ? words('whatIf.markNoText') : ownDirection(mark.text)}: {outcomeText(mark)}
          </li>
        ))}
      </ul>
      <h2>{words('whatIf.missed', { count: String(missed.length) })}</h2>
      <ul>
        {missedGroups(missed).map((group) => (
          <li key={group.key}>
            <Label text={missedText(group)} /> {group.alarms}
          </li>
        ))}
      </ul>
      <h2>{words('whatIf.unknown')}</h2>
      <p>{words('whatIf.unknownHelp')}</p>
      <p>
        {words('whatIf.computed', { count: String(readings) })} {words('whatIf.changesNothing')}
      </p>
    </section>
  )
}
