import { type ReactElement, useCallback, useState } from 'react'
import type { LimitPair, LimitSide, LimitView } from '../../../electron/ipc/alarms.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { useClient } from '../../client/context.ts'
import { words } from '../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { AlarmDialog } from '../alarm-dialog.tsx'
import { AgeClassStep, ageClassText } from './age-class-step.tsx'
import { pairOf } from './limit-draft.ts'
import { LimitsStep } from './limits-step.tsx'
import { OffForm, type OffReason } from './off-form.tsx'
import { SuggestionsStep } from './suggestions-step.tsx'

type Step = 'class' | 'limits' | 'suggestions'

/** Limits of one bed in steps: the age class, the limits that hold, and what Vigil suggests. */
export function LimitsDialog({
  view,
  onClose,
}: {
  readonly view: BedView
  readonly onClose: () => void
}): ReactElement {
  const client = useClient()
  const actions = useActions()
  const { ageClass, limits } = view.alarmStatus
  const [step, setStep] = useState<Step>(ageClass === null ? 'class' : 'limits')
  const [off, setOff] = useState<{ readonly limit: LimitView; readonly side: LimitSide } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { id: bed, label } = view
  const run = (work: Promise<unknown>, done: () => void) => {
    work.then(
      () => {
        setProblem(null)
        done()
      },
      (error: Error) => setProblem(error.message),
    )
  }
  const set = ({ parameter, label: what, ...limit }: LimitView, pair: LimitPair) => {
    const replaces = pairOf(limit)
    const work = client.call('alarm.setLimits', { bed, parameter, replaces, ...pair })
    run(work, () =>
      actions.tell(words('act.limitsSet', { bed: label, what }), '', () =>
        client.call('alarm.setLimits', { bed, parameter, replaces: pair, ...replaces }),
      ),
    )
  }
  const switchOff = ({ role, reason, minutes }: OffReason) => {
    if (off === null) return
    const { limit, side } = off
    const { parameter } = limit
    run(client.call('alarm.limitOff', { bed, parameter, side, role, reason, minutes }), () => {
      setOff(null)
      actions.tell(words('act.limitOff', { bed: label, what: limit.label }), '', () =>
        client.call('alarm.limitOn', { bed, parameter, side }),
      )
    })
  }
  const onProblem = useCallback((sentence: string) => setProblem(sentence), [])
  const goTo = (next: Step) => {
    setProblem(null)
    setStep(next)
  }
  return (
    <AlarmDialog
      view={view}
      title={words('limits.title', { bed: label })}
      problem={problem}
      onClose={onClose}
    >
      {view.alarmStatus.says.includes('settingsOld') && (
        <div className="limits-class">
          <span>{words('limits.old')}</span>
          <button
            type="button"
            className="button primary"
            onClick={() =>
              run(client.call('alarm.confirmSettings', { bed }), () =>
                actions.tell(words('act.settingsConfirmed', { bed: label }), ''),
              )
            }
          >
            {words('limits.stillHold')}
          </button>
        </div>
      )}
      {step === 'class' && <AgeClassStep view={view} onDone={() => goTo('limits')} onProblem={onProblem} />}
      {step === 'suggestions' && (
        <SuggestionsStep view={view} onDone={() => goTo('limits')} onProblem={onProblem} />
      )}
      {step === 'limits' && off !== null && (
        <OffForm
          question={words('limits.offQuestion', { what: off.limit.label, bed: label })}
          keep={words('limits.keepOn')}
          action={(time) => words('limits.offUntil', { time })}
          reasonLabel={words('limits.reason')}
          onOff={switchOff}
          onKeep={() => setOff(null)}
        />
      )}
      {step === 'limits' && off === null && (
        <LimitsStep
          ageClass={ageClass === null ? null : ageClassText(ageClass)}
          limits={limits}
          onClass={() => goTo('class')}
          onSuggest={() => goTo('suggestions')}
          onSet={set}
          onReset={({ parameter }) =>
            run(client.call('alarm.resetLimits', { bed, parameter }), () => setProblem(null))
          }
          onOff={(limit, side) => setOff({ limit, side })}
          onOn={({ parameter }, side) =>
            run(client.call('alarm.limitOn', { bed, parameter, side }), () => setProblem(null))
          }
        />
      )}
    </AlarmDialog>
  )
}
