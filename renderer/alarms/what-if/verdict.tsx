import type { ReactElement } from 'react'
import type { WhatIf } from '../../../electron/ipc/alarm-load.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { words } from '../../words/words.ts'
import { markOutcome } from './outcome.ts'
import { verdictNotes, verdictSentence, verdictWarnings } from './verdict-text.ts'

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
  const { before, tried, marks } = answer
  const outcomes = marks.map(markOutcome)
  const lost = outcomes.filter((one) => one === 'missed').length
  const still = outcomes.filter((one) => one === 'still').length
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
      {answer.readings > 0 && <p className="verdict-sentence">{verdictSentence(answer)}</p>}
      {verdictWarnings(answer).map((warning) => (
        <p key={warning} className="what-if-warning">
          {warning}
        </p>
      ))}
      {verdictNotes(answer).map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </>
  )
}
