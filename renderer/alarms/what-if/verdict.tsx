import type { ReactElement } from 'react'
import type { WhatIf } from '../../../electron/ipc/alarm-load.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { labelText } from '../../parts/label.tsx'
import { duration } from '../../words/times.ts'
import { printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { markOutcome } from './outcome.ts'
import { movedExtremes } from './tries.ts'

/** `41 alarms instead of 212`, which marked moments would be missed, and what else must be known about it. */
export function Verdict({
  answer,
  view,
}: {
  readonly answer: WhatIf | null
  readonly view: BedView
}): ReactElement {
  return (
    <section className="panel verdict" aria-label={words('whatIf.verdict')} aria-live="polite">
      <p>
        {words('whatIf.with', { bed: view.label })}
        {view.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
      </p>
      {answer === null && <p className="quiet verdict-waits">{words('whatIf.working')}</p>}
      {answer !== null && <Figures answer={answer} />}
    </section>
  )
}

function Figures({ answer }: { readonly answer: WhatIf }): ReactElement {
  const { before, tried, marks, missed, unchanged, logged, differ, readings } = answer
  const outcomes = marks.map(markOutcome)
  const lost = outcomes.filter((one) => one === 'missed').length
  const still = outcomes.filter((one) => one === 'still').length
  const high = missed.filter(({ priority }) => priority === 'high').length
  const others = unchanged.reduce((sum, { alarms }) => sum + alarms, 0)
  const moved = movedExtremes(answer.limits)
  return (
    <>
      <div className="verdict-figures">
        <p className="verdict-counts">
          <b>{tried.length}</b>
          <span>{words('whatIf.insteadOf')}</span>
          <b className="was">{before.length}</b>
        </p>
        <p className="verdict-marks">
          <span>{words('whatIf.missedMarks')}</span>
          <b className={lost > 0 ? 'lost' : ''}>{lost === 0 ? words('whatIf.noneMissed') : lost}</b>
          <span>
            {marks.length === 0
              ? words('whatIf.noMarks')
              : words('whatIf.marksStill', { still: String(still), all: String(still + lost) })}
          </span>
        </p>
      </div>
      {readings === 0 && <p className="what-if-warning">{words('whatIf.noReadings')}</p>}
      {moved.map((limit) => (
        <p key={`${limit.parameter} ${limit.side}`} className="what-if-warning">
          {words('whatIf.moved', {
            what: labelText(limit.label),
            before: printedValue(limit.before.limit, limit.decimals),
            tried: printedValue(limit.tried.limit, limit.decimals),
          })}
        </p>
      ))}
      {high > 0 && <p className="what-if-warning">{words('whatIf.highMissed', { count: String(high) })}</p>}
      {differ > 0 && (
        <p className="what-if-warning">
          {words('whatIf.differ', {
            logged: String(logged),
            replayed: String(before.length),
            count: String(differ),
          })}
        </p>
      )}
      {others > 0 && <p className="quiet">{words('whatIf.others', { count: String(others) })}</p>}
      {answer.gapsMs > 0 && (
        <p className="quiet">{words('whatIf.gaps', { length: duration(answer.gapsMs) })}</p>
      )}
    </>
  )
}
