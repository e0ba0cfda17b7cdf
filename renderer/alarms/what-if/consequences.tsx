import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { WhatIf, WhatIfMark } from '../../../electron/ipc/alarm-load.ts'
import { Label } from '../../parts/label.tsx'
import { clockTime, exactDuration } from '../../words/times.ts'
import { printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { BarRow } from './bar-row.tsx'
import { longestMissed, markOutcome, missedGroups, stoodMs } from './outcome.ts'
import { limitText } from './texts.ts'
import { missedText, outcomeText } from './verdict-text.ts'

/** What the tried limits cost: marked moments, the alarms that would not come, and what nobody can know from it. */
export function Consequences({ answer }: { readonly answer: WhatIf }): ReactElement {
  return (
    <div className="consequences">
      <section className="panel">
        <div className="panel-head">
          <h2>{words('whatIf.marks')}</h2>
        </div>
        {answer.marks.length === 0 && <p className="quiet">{words('whatIf.noMarksHelp')}</p>}
        <ul className="mark-outcomes">
          {answer.marks.map((mark) => (
            <Mark key={`${mark.atUtcMs} ${mark.text}`} mark={mark} />
          ))}
        </ul>
      </section>
      <Missed answer={answer} />
      <section className="panel">
        <div className="panel-head">
          <h2>{words('whatIf.unknown')}</h2>
        </div>
        <p>{words('whatIf.unknownHelp')}</p>
        <p className="quiet">{words('whatIf.computed', { count: String(answer.readings) })}</p>
      </section>
    </div>
  )
}

function Mark({ mark }: { readonly mark: WhatIfMark }): ReactElement {
  const outcome = markOutcome(mark)
  return (
    <li className={outcome}>
      <time>{clockTime(mark.atUtcMs)}</time>
      <span>
        <b>{mark.text === '' ? words('whatIf.markNoText') : mark.text}</b>
        <small>
          {outcome === 'missed' ? (
            <TriangleAlert size={15} aria-hidden="true" />
          ) : (
            <CircleCheck size={15} aria-hidden="true" />
          )}
          {outcomeText(mark)}
        </small>
      </span>
    </li>
  )
}

function Missed({ answer }: { readonly answer: WhatIf }): ReactElement {
  const groups = missedGroups(answer.missed)
  const longest = longestMissed(answer)
  return (
    <section className="panel missed-alarms">
      <div className="panel-head">
        <h2>{words('whatIf.missed', { count: String(answer.missed.length) })}</h2>
      </div>
      {groups.length === 0 && <p className="quiet">{words('whatIf.missedNone')}</p>}
      <ul>
        {groups.map((group) => (
          <BarRow
            key={group.key}
            text={missedText(group)}
            alarms={group.alarms}
            most={groups[0]?.alarms ?? 0}
          />
        ))}
      </ul>
      {longest !== null && (
        <p>
          <Label
            text={words('whatIf.longest', {
              what: limitText(longest),
              value: printedValue(longest.worst, longest.decimals),
              length: exactDuration(stoodMs(longest, answer.toUtcMs)),
              time: clockTime(longest.sinceUtcMs),
            })}
          />
        </p>
      )}
    </section>
  )
}
