import { BellOff } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Resumable } from '../../electron/ipc/alarm-commands.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'
import { AlarmButtons } from './alarm-buttons.tsx'
import { AlarmRow } from './alarm-row.tsx'
import { missedOf } from './bed-alarms.ts'
import { RiskRow } from './risk-row.tsx'
import { operatorLines, type StatusLine, statusTime } from './state-lines.ts'

function StateRow({
  state,
  onEnd,
}: {
  readonly state: StatusLine
  readonly onEnd: (kind: Resumable) => void
}): ReactElement {
  const { utcMs } = useNow()
  const { kind, text, untilUtcMs } = state
  return (
    <li className="alarm-row">
      <span className="alarm-row-key">
        <BellOff size={18} aria-hidden="true" />
      </span>
      <span className="alarm-row-text">{text}</span>
      <span className="alarm-row-who">{untilUtcMs === null ? '' : statusTime(untilUtcMs, utcMs)}</span>
      <span className="alarm-row-age" />
      <span className="alarm-row-actions">
        {kind !== 'missed' && kind !== 'wearable' && (
          <button type="button" className="button dense" onClick={() => onEnd(kind)}>
            {words('alarms.endNow')}
          </button>
        )}
      </span>
    </li>
  )
}

/** All alarms of the open bed, and everything that is set on them. */
export function AlarmPanel({ view }: { readonly view: BedView }): ReactElement {
  const actions = useActions()
  const { connection } = useStation()
  const { go } = usePlace()
  const { utcMs } = useNow()
  const connected = connection === 'connected'
  const missed = missedOf(view)
  const standing = view.alarms.filter(({ state }) => state !== 'missed')
  const states = operatorLines(view.alarmStatus)
  return (
    <section className="panel alarm-panel" aria-label={words('alarms.title')}>
      <div className="panel-head">
        <h2>{words('alarms.title')}</h2>
        <button
          type="button"
          className="button dense"
          disabled={!connected}
          onClick={() => go({ screen: 'bed', bed: view.id, dialog: 'states' })}
        >
          {words('alarms.states')}
        </button>
      </div>
      <ul>
        {states.map((state) => (
          <StateRow key={state.kind} state={state} onEnd={(kind) => actions.resume(view, kind)} />
        ))}
        {connected &&
          [...standing, ...missed].map((alarm) => (
            <AlarmRow key={`${alarm.id} ${alarm.occurrence}`} alarm={alarm} nowUtcMs={utcMs}>
              <AlarmButtons owner={view} alarm={alarm} />
            </AlarmRow>
          ))}
      </ul>
      {connected && view.alarms.length + states.length === 0 && (
        <p className="quiet">{words('alarms.none')}</p>
      )}
      <RiskRow view={view} />
    </section>
  )
}
