import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { WhatIf, WhatIfMark } from '../../../electron/ipc/alarm-load.ts'
import { Label } from '../../parts/label.tsx'
import { clockTime, duration, exactDuration } from '../../words/times.ts'
import { printedRange, printedValue } from '../../words/values.ts'
import { type WordKey, words } from '../../words/words.ts'
import { BarRow } from './bar-row.tsx'
import {
  longestMissed,
  type MarkOutcome,
  type MissedGroup,
  markOutcome,
  missedGroups,
  stoodMs,
} from './outcome.ts'
import { limitText } from './texts.ts'

const OUTCOME_WORDS: Readonly<Record<MarkOutcome, WordKey>> = {
  missed: 'whatIf.markMissed',
  still: 'whatIf.markStill',
  gained: 'whatIf.markGained',
  silent: 'whatIf.markSilent',
}

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
  const { laterMs } = mark
  const isLater = outcome === 'still' && laterMs !== null && laterMs > 0
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
          {isLater
            ? words('whatIf.markStillLater', { length: duration(laterMs) })
            : words(OUTCOME_WORDS[outcome])}
        </small>
      </span>
    </li>
  )
}

function groupText({ side, label, worst, decimals }: MissedGroup): string {
  if (side === null) return words('whatIf.shorter')
  const [low, high] = worst
  const values = low === high ? printedValue(low, decimals) : printedRange(low, high, decimals)
  return words('whatIf.within', { what: limitText({ label, side, isExtreme: false }), values })
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
            text={groupText(group)}
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
