import { type ReactElement, useState } from 'react'
import { USUAL_PAUSE_S } from '../../electron/ipc/alarm-commands.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { Choice } from '../screens/choice.tsx'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'
import { AlarmDialog } from './alarm-dialog.tsx'
import { OffForm, type OffReason } from './limits/off-form.tsx'

type Kind = 'procedure' | 'sound' | 'care'

/** Ends of comfort care that are offered, minutes from now. */
const CARE_ENDS = [60, 240, 480, 720, 1_440] as const

/** What takes more than a key: alarms paused for a procedure, sound off for longer, comfort care by order. */
export function StatesDialog({
  view,
  onClose,
}: {
  readonly view: BedView
  readonly onClose: () => void
}): ReactElement {
  const client = useClient()
  const actions = useActions()
  const [kind, setKind] = useState<Kind>('procedure')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { id: bed, label } = view
  const run = (work: Promise<unknown>, title: string, state: 'alarmsPaused' | 'audioOff' | 'comfortCare') => {
    work.then(
      () => {
        actions.tell(title, words('act.bedside'), () => client.call('alarm.resume', { bed, state }))
        onClose()
      },
      (error: Error) => setProblem(error.message),
    )
  }
  const pause = () => {
    const work = client.call('alarm.pause', { bed, seconds: USUAL_PAUSE_S, reason: reason.trim() })
    run(work, words('act.alarmsPaused', { bed: label }), 'alarmsPaused')
  }
  const soundOff = ({ role, reason: why, minutes }: OffReason) => {
    const work = client.call('alarm.audioOff', { bed, role, reason: why, minutes })
    run(work, words('act.audioOff', { bed: label }), 'audioOff')
  }
  const care = ({ role, reason: order, minutes }: OffReason) => {
    const work = client.call('alarm.comfortCare', { bed, role, order, minutes })
    run(work, words('act.comfortCare', { bed: label }), 'comfortCare')
  }
  return (
    <AlarmDialog
      view={view}
      title={words('states.title', { bed: label })}
      problem={problem}
      onClose={onClose}
    >
      <Choice
        title={words('states.what')}
        options={[
          { value: 'procedure', text: words('states.procedure') },
          { value: 'sound', text: words('states.sound') },
          { value: 'care', text: words('states.care') },
        ]}
        chosen={kind}
        onChoose={setKind}
      />
      {kind === 'procedure' && (
        <form
          className="off-form"
          onSubmit={(event) => {
            event.preventDefault()
            pause()
          }}
        >
          <p>{words('states.procedureHelp')}</p>
          <label className="field">
            <span>{words('states.procedureReason')}</span>
            <input className="input" value={reason} onChange={({ target }) => setReason(target.value)} />
          </label>
          <div className="actions">
            <button type="submit" className="button" disabled={reason.trim() === ''}>
              {words('states.pause')}
            </button>
            <button type="button" className="button primary" onClick={onClose}>
              {words('states.keep')}
            </button>
          </div>
        </form>
      )}
      {kind === 'sound' && (
        <OffForm
          key="sound"
          question={words('states.soundHelp')}
          keep={words('states.keep')}
          action={(time) => words('states.soundUntil', { time })}
          reasonLabel={words('limits.reason')}
          onOff={soundOff}
          onKeep={onClose}
        />
      )}
      {kind === 'care' && (
        <OffForm
          key="care"
          question={words('states.careHelp')}
          keep={words('states.keep')}
          action={(time) => words('states.careUntil', { time })}
          reasonLabel={words('states.order')}
          ends={CARE_ENDS}
          onOff={care}
          onKeep={onClose}
        />
      )}
    </AlarmDialog>
  )
}
