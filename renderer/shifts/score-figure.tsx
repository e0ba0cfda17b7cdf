import type { ReactElement } from 'react'
import type { ScorePath } from '../../electron/ipc/handover.ts'
import { clockTime } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'
import { timeTicks } from './lanes.ts'
import { inputText, SHORT_INPUT_WORDS, scoreSteps, totalText } from './score-steps.ts'

/** Totals at which the chart of NEWS2 asks for more (RCP 2017, table 4). */
const BANDS = [5, 7] as const
const HIGHEST_TOTAL = 20
const WIDTH = 340
const HEIGHT = 54
const LEFT = 24
const TOP = 12
/** Totals that the axis shows at least. */
const LEAST_AXIS = 8
/** Narrower steps carry no number of their own. */
const LEAST_TEXT_WIDTH = 22

const NOT_GIVEN = { noAgeClass: 'score.noAgeClass', age: 'score.notForAge' } as const satisfies Record<
  string,
  WordKey
>

/** Why the path has no total, or null: it has one. */
function noScore({ notGiven, points }: ScorePath): string | null {
  if (notGiven !== null) return words(NOT_GIVEN[notGiven])
  return points.every(({ total }) => total === null) ? words('score.nothing') : null
}

function Working({ scores }: { readonly scores: ScorePath }): ReactElement | null {
  const last = scores.points.at(-1)
  if (last === undefined) return null
  return (
    <table className="score-working">
      <thead>
        <tr>
          <th scope="col">{clockTime(last.atUtcMs)}</th>
          {scores.inputs.map(({ input }) => (
            <th key={input} scope="col">
              {words(SHORT_INPUT_WORDS[input])}
            </th>
          ))}
          <th scope="col">{words('score.sum')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words('score.value')}</th>
          {scores.inputs.map((one) => (
            <td key={one.input}>{inputText(one)}</td>
          ))}
          <td />
        </tr>
        <tr>
          <th scope="row">{words('score.points')}</th>
          {scores.inputs.map(({ input, points }) => (
            <td key={input}>{points ?? '--'}</td>
          ))}
          <td>
            <b>{totalText(last)}</b>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** NEWS2 over the period as steps, dashed where partial, with the working of the last one. */
export function ScoreFigure({
  scores,
  fromUtcMs,
  toUtcMs,
}: {
  readonly scores: ScorePath
  readonly fromUtcMs: number
  readonly toUtcMs: number
}): ReactElement {
  const none = noScore(scores)
  if (none !== null) return <p>{none}</p>
  const steps = scoreSteps(scores.points, fromUtcMs)
  const top = Math.min(HIGHEST_TOTAL, Math.max(LEAST_AXIS, ...steps.map(({ total }) => total)))
  const x = (at: number) => LEFT + ((at - fromUtcMs) / (toUtcMs - fromUtcMs)) * (WIDTH - LEFT)
  const y = (total: number) => TOP + (1 - total / top) * HEIGHT
  return (
    <figure className="score-figure">
      <div dir="ltr">
        <svg width={WIDTH} height={TOP + HEIGHT + 4} aria-hidden="true">
          {BANDS.map((band) => (
            <g key={band}>
              <path d={`M${LEFT} ${y(band)}H${WIDTH}`} stroke="var(--text-2)" strokeDasharray="4 3" />
              <text x={LEFT - 6} y={y(band) + 4} textAnchor="end" className="score-axis">
                {band}
              </text>
            </g>
          ))}
          {steps.map(({ fromUtcMs: from, toUtcMs: to, total, isPartial, text }) => (
            <g key={to}>
              <path
                d={`M${x(from)} ${y(total)}H${x(to)}`}
                stroke="var(--text-1)"
                strokeWidth="2"
                strokeDasharray={isPartial ? '3 2' : undefined}
              />
              {x(to) - x(from) >= LEAST_TEXT_WIDTH && (
                <text x={(x(from) + x(to)) / 2} y={y(total) - 4} textAnchor="middle" className="score-total">
                  {text}
                </text>
              )}
            </g>
          ))}
        </svg>
        <div className="score-times" style={{ width: WIDTH }}>
          {timeTicks(fromUtcMs, toUtcMs)
            .filter((_, index) => index % 2 === 0)
            .map((at) => (
              <small key={at} style={{ left: x(at) }}>
                {clockTime(at)}
              </small>
            ))}
        </div>
      </div>
      <Working scores={scores} />
    </figure>
  )
}
