import { BellOff, Check, SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'
import { resettable, unacknowledged } from './bed-actions.ts'

/** What is done most about the alarms of the open bed, with its keys. */
export function BedButtons({ view }: { readonly view: BedView }): ReactElement {
  const actions = useActions()
  const { connection } = useStation()
  const { go } = usePlace()
  const connected = connection === 'connected'
  const waiting = unacknowledged(view).length > 0
  const paused = view.alarmStatus.audioPaused !== null
  return (
    <span className="bed-buttons">
      <button
        type="button"
        className={waiting ? 'button dense primary' : 'button dense'}
        disabled={!connected || !waiting}
        onClick={() => actions.acknowledge(view)}
      >
        <Check size={16} aria-hidden="true" />
        {words('alarms.acknowledge')} <kbd className="key-cap">{words('keys.space')}</kbd>
      </button>
      {resettable(view).length > 0 && (
        <button
          type="button"
          className="button dense"
          disabled={!connected}
          onClick={() => actions.reset(view)}
        >
          {words('alarms.reset')}
        </button>
      )}
      <button
        type="button"
        className="button dense"
        disabled={!connected}
        onClick={() => actions.pauseAudio(view)}
      >
        <BellOff size={16} aria-hidden="true" />
        {words(paused ? 'alarms.soundBack' : 'alarms.pauseSound')} <kbd className="key-cap">S</kbd>
      </button>
      <button
        type="button"
        className="button dense"
        disabled={!connected}
        onClick={() => go({ screen: 'bed', bed: view.id, dialog: 'limits' })}
      >
        <SlidersHorizontal size={16} aria-hidden="true" />
        {words('alarms.limits')} <kbd className="key-cap">L</kbd>
      </button>
    </span>
  )
}
