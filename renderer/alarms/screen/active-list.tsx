import type { ReactElement } from 'react'
import { useStation } from '../../client/context.ts'
import { usePlace } from '../../shell/navigation.ts'
import { useNow } from '../../shell/now.ts'
import { words } from '../../words/words.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { AlarmRow } from '../alarm-row.tsx'
import { activeAlarms, type ListedAlarm } from './active-alarms.ts'

/** Every alarm of every bed: first those that nobody has answered for two minutes, for the charge nurse. */
export function ActiveList(): ReactElement {
  const station = useStation()
  const { unanswered, others } = activeAlarms(station)
  if (station.connection !== 'connected') return <p className="quiet">{words('engine.starts')}</p>
  return (
    <>
      <section className="panel active-alarms">
        <div className="panel-head">
          <h2>{words('alarms.unanswered')}</h2>
          <span className="quiet">{words('alarms.unansweredFor')}</span>
        </div>
        <Rows alarms={unanswered} none={words('alarms.allAnswered')} />
      </section>
      <section className="panel active-alarms">
        <div className="panel-head">
          <h2>{words('alarms.others')}</h2>
        </div>
        <Rows alarms={others} none={words('alarms.noOthers')} />
      </section>
    </>
  )
}

function Rows({
  alarms,
  none,
}: {
  readonly alarms: readonly ListedAlarm[]
  readonly none: string
}): ReactElement {
  const { go } = usePlace()
  const { utcMs } = useNow()
  if (alarms.length === 0) return <p className="quiet">{none}</p>
  return (
    <ul>
      {alarms.map(({ key, owner, bed, alarm }) => (
        <AlarmRow key={key} alarm={alarm} nowUtcMs={utcMs} bedLabel={owner.label}>
          <AlarmButtons owner={owner} alarm={alarm} />
          {bed !== null && (
            <button type="button" className="button dense" onClick={() => go({ screen: 'bed', bed })}>
              {words('alarms.openBed')}
            </button>
          )}
        </AlarmRow>
      ))}
    </ul>
  )
}
