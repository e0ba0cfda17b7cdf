import type { ReactElement } from 'react'
import type { ReplayedAlarm, WhatIf, WhatIfLimit } from '../../../electron/ipc/alarm-load.ts'
import { kindOf } from '../../beds/parameters.ts'
import { Label } from '../../parts/label.tsx'
import { timeTicks } from '../../shifts/lanes.ts'
import { clockTime } from '../../words/times.ts'
import { words } from '../../words/words.ts'

const WIDTH = 1_000
const HEIGHT = 20

/** When the alarms came, and when they would have come, with the marked moments through both. */
export function BothWays({
  answer,
  isSimulated,
}: {
  readonly answer: WhatIf
  readonly isSimulated: boolean
}): ReactElement {
  const { fromUtcMs, toUtcMs } = answer
  const share = (utcMs: number) => (100 * (utcMs - fromUtcMs)) / (toUtcMs - fromUtcMs)
  return (
    <section className="panel both-ways" aria-label={words('whatIf.bothWays')}>
      <div className="panel-head">
        <h2>{words('whatIf.bothWays')}</h2>
        {isSimulated && <strong className="chip">{words('chip.simulated')}</strong>}
        {answer.marks.length > 0 && <span className="quiet">{words('whatIf.dashed')}</span>}
      </div>
      <div className="both-ways-rows" dir="ltr">
        <Way title={words('whatIf.before')} alarms={answer.before} answer={answer} />
        <Way title={words('whatIf.tried')} alarms={answer.tried} answer={answer} />
        <div className="both-ways-axis" aria-hidden="true">
          {timeTicks(fromUtcMs, toUtcMs)
            .filter((at) => share(at) > 2 && share(at) < 98)
            .map((at) => (
              <small key={at} style={{ left: `${share(at)}%` }}>
                {clockTime(at)}
              </small>
            ))}
        </div>
      </div>
    </section>
  )
}

function Way({
  title,
  alarms,
  answer,
}: {
  readonly title: string
  readonly alarms: readonly ReplayedAlarm[]
  readonly answer: WhatIf
}): ReactElement {
  const parameters = new Map(answer.limits.map((limit) => [limit.parameter, limit]))
  return (
    <>
      <h3>
        {title} <b>{alarms.length}</b>
      </h3>
      {[...parameters.values()].map((limit) => (
        <Lane
          key={limit.parameter}
          limit={limit}
          alarms={alarms.filter(({ parameter }) => parameter === limit.parameter)}
          answer={answer}
        />
      ))}
    </>
  )
}

function Lane({
  limit,
  alarms,
  answer,
}: {
  readonly limit: WhatIfLimit
  readonly alarms: readonly ReplayedAlarm[]
  readonly answer: WhatIf
}): ReactElement {
  const { fromUtcMs, toUtcMs } = answer
  const x = (utcMs: number) => (WIDTH * (utcMs - fromUtcMs)) / (toUtcMs - fromUtcMs)
  return (
    <div className={`alarm-lane kind-${kindOf(limit.id)}`}>
      <Label text={limit.label} />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {alarms.map(({ sinceUtcMs, side, isExtreme }) => (
          <path key={`${sinceUtcMs} ${side} ${isExtreme}`} d={`M${x(sinceUtcMs)} 3V${HEIGHT - 3}`} />
        ))}
        {answer.marks.map(({ atUtcMs, text }) => (
          <path key={`${atUtcMs} ${text}`} className="mark" d={`M${x(atUtcMs)} 0V${HEIGHT}`} />
        ))}
      </svg>
      <b>{alarms.length}</b>
    </div>
  )
}
