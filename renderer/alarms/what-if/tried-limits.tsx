import { Lock } from 'lucide-react'
import type { ReactElement } from 'react'
import type { TriedLimit, WhatIf, WhatIfLimit } from '../../../electron/ipc/alarm-load.ts'
import type { LimitView } from '../../../electron/ipc/alarms.ts'
import { kindOf } from '../../beds/parameters.ts'
import { Label } from '../../parts/label.tsx'
import { duration } from '../../words/times.ts'
import { printedUnit } from '../../words/units.ts'
import { printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { Stepper } from '../limits/stepper.tsx'
import { limitText } from './texts.ts'
import { answeredSetting, isQuietExtreme, stepDelay, stepTried, type Tries } from './tries.ts'

const NO_MOVE = '±0'

interface RowProps {
  readonly limit: WhatIfLimit
  readonly setting: TriedLimit
  /** False while the counts belong to other limits. */
  readonly isCurrent: boolean
  readonly most: number
  readonly onTry: (setting: TriedLimit) => void
}

/** Each limit as it held and as it is tried, with its alarms both ways. */
export function TriedLimits({
  answer,
  isCurrent,
  tries,
  held,
  onTry,
  onOver,
}: {
  readonly answer: WhatIf
  readonly isCurrent: boolean
  readonly tries: Tries
  /** The limits of the bed now. */
  readonly held: readonly LimitView[]
  readonly onTry: (setting: TriedLimit) => void
  readonly onOver: () => void
}): ReactElement {
  const { limits } = answer
  const most = Math.max(
    ...limits.map(({ alarmsBefore, alarmsTried }) => Math.max(alarmsBefore, alarmsTried)),
    1,
  )
  const settingOf = (parameter: string) =>
    tries.get(parameter) ??
    answeredSetting(
      limits,
      parameter,
      held.find((one) => one.parameter === parameter),
    )
  return (
    <section className="panel tried-limits" aria-label={words('whatIf.limits')}>
      <div className="panel-head">
        <h2>{words('whatIf.limits')}</h2>
        <button type="button" className="button dense" disabled={tries.size === 0} onClick={onOver}>
          {words('whatIf.startOver')}
        </button>
      </div>
      {limits.length === 0 && <p className="quiet">{words('limits.none')}</p>}
      {limits.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words('whatIf.limit')}</th>
              <th scope="col">{words('whatIf.heldAndTried')}</th>
              <th scope="col">{words('whatIf.delay')}</th>
              <th scope="col">{words('whatIf.alarms')}</th>
              <th scope="col" className="figure">
                {words('whatIf.later')}
              </th>
            </tr>
          </thead>
          <tbody>
            {limits
              .filter((limit) => !isQuietExtreme(limit))
              .map((limit) => (
                <Row
                  key={`${limit.parameter} ${limit.side} ${limit.isExtreme}`}
                  limit={limit}
                  setting={settingOf(limit.parameter)}
                  isCurrent={isCurrent}
                  most={most}
                  onTry={onTry}
                />
              ))}
          </tbody>
        </table>
      )}
      <AlwaysOn limits={limits.filter(isQuietExtreme)} />
    </section>
  )
}

/** `Always on, never changed here: HR below 35, HR above 160.` */
function AlwaysOn({ limits }: { readonly limits: readonly WhatIfLimit[] }): ReactElement | null {
  if (limits.length === 0) return null
  const texts = limits.map(({ side, label, tried, decimals }) =>
    words(side === 'low' ? 'limits.below' : 'limits.above', {
      what: label,
      value: printedValue(tried.limit, decimals),
    }),
  )
  return (
    <p className="quiet always-on">
      <Lock size={14} aria-hidden="true" />
      <Label text={words('limits.locked', { what: texts.join(', ') })} />
    </p>
  )
}

function Row({ limit, setting, isCurrent, most, onTry }: RowProps): ReactElement {
  const { before, side, decimals, laterMs, isExtreme, tried } = limit
  const value = isExtreme ? tried.limit : (setting[side] ?? tried.limit)
  const delayMs = isExtreme ? tried.delayMs : (setting.delayMs ?? tried.delayMs)
  const name = limitText(limit)
  const { leastMs, mostMs } = limit.delayBounds
  return (
    <tr className={`kind-${kindOf(limit.id)}`}>
      <th scope="row" className="limit-name">
        <Label text={name} /> <small>{printedUnit(limit.unit)}</small>
      </th>
      <td>
        <Was text={printedValue(before.limit, decimals)} isChanged={before.limit !== value} />
        {isExtreme ? (
          <span className="quiet locked-limit">
            <Lock size={14} aria-hidden="true" />
            {printedValue(value, decimals)}
          </span>
        ) : (
          <Stepper
            label={name}
            text={printedValue(value, decimals)}
            onStep={(by) => onTry(stepTried(setting, limit, by))}
          />
        )}
      </td>
      <td>
        <Was text={duration(before.delayMs)} isChanged={before.delayMs !== delayMs} />
        {isExtreme || leastMs === mostMs ? (
          <span className="quiet">{duration(delayMs)}</span>
        ) : (
          <Stepper
            label={words('whatIf.delayOf', { what: name })}
            text={duration(delayMs)}
            onStep={(by) => onTry(stepDelay(setting, limit, by))}
          />
        )}
      </td>
      <td className={isCurrent ? 'both-counts' : 'both-counts waits'}>
        <Count alarms={limit.alarmsBefore} most={most} name="was" />
        <Count alarms={isCurrent ? limit.alarmsTried : null} most={most} name="tried" />
      </td>
      <td className="figure">{isCurrent && laterMs !== null ? laterText(laterMs) : ''}</td>
    </tr>
  )
}

/** A limit that is set lower may alarm earlier too. */
function laterText(laterMs: number): string {
  if (laterMs === 0) return NO_MOVE
  return laterMs > 0 ? duration(laterMs) : words('whatIf.earlier', { length: duration(-laterMs) })
}

function Was({
  text,
  isChanged,
}: {
  readonly text: string
  readonly isChanged: boolean
}): ReactElement | null {
  if (!isChanged) return null
  return <s>{text}</s>
}

function Count({
  alarms,
  most,
  name,
}: {
  readonly alarms: number | null
  readonly most: number
  readonly name: 'was' | 'tried'
}): ReactElement {
  return (
    <span className={name} title={words(name === 'was' ? 'whatIf.before' : 'whatIf.tried')}>
      <i style={{ width: `${(70 * (alarms ?? 0)) / most}%` }} />
      {alarms ?? '…'}
    </span>
  )
}
