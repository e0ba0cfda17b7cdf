import { type ReactElement, useState } from 'react'
import {
  type BedScores,
  SCORE_INPUTS,
  type ScoreInputView,
  type ScoreLackView,
  type ScoreView,
  type Spo2Scale,
} from '../../electron/ipc/score.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { Choice } from '../screens/choice.tsx'
import { clockTime, shortAge } from '../words/times.ts'
import { words } from '../words/words.ts'
import {
  INPUT_WORDS,
  inputValue,
  lacksText,
  lackText,
  oldestUtcMs,
  riskText,
  scoreName,
  scoreTotal,
  sumText,
  takenText,
} from './score-text.ts'

/** From so many points on an input is outlined strongly (UI.md 4.9). */
const STRONG_POINTS = 3

function Points({ points }: { readonly points: number | null }): ReactElement {
  if (points === null) return <span />
  const weight = points >= STRONG_POINTS ? 'strong' : points > 0 ? 'some' : 'none'
  return <span className={`score-points ${weight}`}>{points}</span>
}

function isLack(row: ScoreInputView | ScoreLackView): row is ScoreLackView {
  return 'why' in row
}

/** Every input of a score in one order: what it was, when and where it was taken, its points; or why it is lacking. */
function Working({ view, scale }: { readonly view: ScoreView; readonly scale?: Spo2Scale }): ReactElement {
  const rows = [...view.inputs, ...view.lacks].sort(
    (a, b) => SCORE_INPUTS.indexOf(a.input) - SCORE_INPUTS.indexOf(b.input),
  )
  return (
    <table className="table score-table">
      <thead>
        <tr>
          <th scope="col">{words('score.input')}</th>
          <th scope="col" className="figure">
            {words('score.value')}
          </th>
          <th scope="col">{words('score.taken')}</th>
          <th scope="col" className="figure">
            {words('score.points')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.input} className={isLack(row) ? 'lacking' : ''}>
            <td>
              {words(INPUT_WORDS[row.input])}
              {row.input === 'spo2' && scale !== undefined && (
                <small> {words('score.onScale', { scale: String(scale) })}</small>
              )}
            </td>
            <td className="figure">{isLack(row) ? '--' : inputValue(row)}</td>
            <td>{isLack(row) ? lackText(row) : takenText(row)}</td>
            <td className="figure">{!isLack(row) && <Points points={row.points} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The first score of a bed, open: NEWS2, or that of a child. */
function Main({
  view,
  atUtcMs,
  scale,
}: {
  readonly view: ScoreView
  readonly atUtcMs: number
  readonly scale?: Spo2Scale
}): ReactElement {
  const oldest = oldestUtcMs(view)
  return (
    <>
      <p className="score-head">
        <span className="score-name">{scoreName(view)}</span>
        <b className="score-total">{scoreTotal(view)}</b>
        <span>{view.isPartial ? lacksText(view) : riskText(view)}</span>
        <small>
          {words('score.at', { time: clockTime(atUtcMs) })}
          {oldest !== null && (
            <>
              <br />
              {words('score.oldest', { age: shortAge(atUtcMs - oldest) })}
            </>
          )}
        </small>
      </p>
      {view.isUnconfirmed === true && <p className="notice-line">{words('score.unconfirmed')}</p>}
      <Working view={view} {...(scale !== undefined && { scale })} />
      <p className="score-sum">
        <span>{sumText(view)}</span>
        <small>{view.version}</small>
      </p>
    </>
  )
}

/** Whom the range of SpO2 was decided for; nobody and simulated beds have no choice. */
function ScaleChoice({ bed, scores }: { readonly bed: BedView; readonly scores: BedScores }) {
  const client = useClient()
  const [problem, setProblem] = useState<string | null>(null)
  const { patient } = bed
  if (patient === null || bed.simulated) return null
  const choose = (scale: Spo2Scale): void => {
    client.call('score.setScale', { bed: bed.id, patient, scale }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <>
      <Choice
        title={words('score.scale')}
        options={[
          { value: 1, text: words('score.scaleUsual') },
          { value: 2, text: words('score.scaleLow') },
        ]}
        chosen={scores.spo2Scale}
        onChoose={choose}
      />
      <p className="quiet">{words('score.scaleWho')}</p>
      {problem !== null && <p role="alert">{problem}</p>}
    </>
  )
}

const NOT_GIVEN = {
  noAgeClass: 'score.noneNoAgeClass',
  age: 'score.noneForAge',
  noTable: 'score.noneNoTable',
} as const

/** The scores of a bed with their working. Neutral, never filled: information, no alarm. */
export function ScorePanel({ bed }: { readonly bed: BedView }): ReactElement {
  const { scores } = bed
  if (scores === undefined) return <p className="quiet score-none">{words('score.none')}</p>
  if (scores.notGiven !== null) {
    return <p className="quiet score-none">{words(NOT_GIVEN[scores.notGiven])}</p>
  }
  return (
    <div className="scores">
      {scores.scores.map((view) =>
        view.score === 'news2' ? (
          <Main key={view.score} view={view} atUtcMs={scores.atUtcMs} scale={scores.spo2Scale} />
        ) : view.score === 'pews' ? (
          <Main key={view.score} view={view} atUtcMs={scores.atUtcMs} />
        ) : (
          <details key={view.score} className="score-other">
            <summary>
              <span>{scoreName(view)}</span>
              <b>{scoreTotal(view)}</b>
              <small>{lacksText(view)}</small>
            </summary>
            <Working view={view} />
            <p className="score-sum">
              <span>{sumText(view)}</span>
              <small>{view.version}</small>
            </p>
          </details>
        ),
      )}
      {scores.scores.some(({ score }) => score === 'news2') && <ScaleChoice bed={bed} scores={scores} />}
      <p className="quiet">{words('score.meaning')}</p>
    </div>
  )
}
