import { type ReactElement, useState } from 'react'
import type { AlarmLoad, LoadGroup } from '../../../electron/ipc/alarm-load.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { Label } from '../../parts/label.tsx'
import { Segments } from '../../review/toolbar.tsx'
import { clockTime, duration } from '../../words/times.ts'
import { printedPercent, printedValue } from '../../words/values.ts'
import { words } from '../../words/words.ts'
import { BarRow } from './bar-row.tsx'
import { parameterLoads } from './outcome.ts'
import { limitText } from './texts.ts'

const HOUR_MS = 3_600_000
/** As many as a ward can do something about in a shift. */
const MOST_REPEATED = 5
/** Alarms that come less often are no repeat. */
const LEAST_REPEATED = 2
const WAYS = ['bed', 'parameter'] as const

/** How many alarms there were: by bed or parameter, by hour, and the same ones again and again. */
export function Burden({
  load,
  beds,
  bed,
  onBed,
}: {
  readonly load: AlarmLoad
  readonly beds: readonly BedView[]
  readonly bed: string
  readonly onBed: (bed: string) => void
}): ReactElement {
  const [way, setWay] = useState<(typeof WAYS)[number]>('bed')
  const hours = (load.toUtcMs - load.fromUtcMs) / HOUR_MS
  const parameters = parameterLoads(load.groups)
  const most = way === 'bed' ? load.beds[0]?.alarms : parameters[0]?.alarms
  const [first] = load.beds
  return (
    <section className="panel burden" aria-label={words('burden.title')}>
      <div className="panel-head">
        <h2>{words('burden.title')}</h2>
        <span className="quiet">
          {words('burden.total', {
            count: String(load.alarms),
            length: duration(load.toUtcMs - load.fromUtcMs),
          })}
        </span>
      </div>
      <div className="burden-way">
        <Segments
          label={words('burden.way')}
          values={WAYS}
          value={way}
          textOf={(one) => words(one === 'bed' ? 'burden.byBed' : 'burden.byParameter')}
          onChoose={setWay}
        />
      </div>
      {load.alarms === 0 && <p className="quiet">{words('burden.none')}</p>}
      <ul className="burden-rows">
        {way === 'bed' &&
          load.beds.map((one) => {
            const view = beds.find(({ id }) => id === one.bed)
            return (
              <BarRow
                key={one.bed}
                text={one.label}
                isSimulated={view?.simulated === true}
                alarms={one.alarms}
                most={most ?? 0}
                isShown={one.bed === bed}
                onShow={view === undefined ? null : () => onBed(one.bed)}
              />
            )
          })}
        {way === 'parameter' &&
          parameters.map(({ key, group, alarms }) => (
            <BarRow key={key} text={limitText(group)} alarms={alarms} most={most ?? 0} />
          ))}
      </ul>
      {first !== undefined && first.alarms > 0 && (
        <p>
          {words('burden.share', {
            bed: first.label,
            share: printedPercent((100 * first.alarms) / load.alarms, 0),
            rate: printedValue(first.alarms / hours, 1),
          })}
        </p>
      )}
      <Hours load={load} />
      <Repeated groups={load.groups} load={load} />
      <p className="quiet burden-people">{words('burden.people')}</p>
    </section>
  )
}

function Hours({ load }: { readonly load: AlarmLoad }): ReactElement | null {
  const most = Math.max(...load.byHour, 0)
  if (most === 0) return null
  return (
    <>
      <h3>{words('burden.byHour')}</h3>
      <ol className="burden-hours">
        {load.byHour.map((alarms, hour) => {
          const atUtcMs = load.fromUtcMs + hour * HOUR_MS
          return (
            <li
              key={atUtcMs}
              title={words('burden.from', { time: clockTime(atUtcMs), count: String(alarms) })}
            >
              <span>{alarms}</span>
              <i style={{ height: `${(100 * alarms) / most}%` }} />
              <small>{clockTime(atUtcMs)}</small>
            </li>
          )
        })}
      </ol>
    </>
  )
}

function Repeated({
  groups,
  load,
}: {
  readonly groups: readonly LoadGroup[]
  readonly load: AlarmLoad
}): ReactElement | null {
  const repeated = groups.filter(({ alarms }) => alarms >= LEAST_REPEATED).slice(0, MOST_REPEATED)
  if (repeated.length === 0) return null
  return (
    <>
      <h3>{words('burden.repeated')}</h3>
      <ul className="burden-repeated">
        {repeated.map((group) => (
          <li key={`${group.bed} ${group.id}`}>
            <span>
              {load.beds.find(({ bed }) => bed === group.bed)?.label} <Label text={limitText(group)} />
              <small className="quiet">{words('burden.stood', { length: duration(group.standingMs) })}</small>
            </span>
            <b>{group.alarms}</b>
          </li>
        ))}
      </ul>
    </>
  )
}
