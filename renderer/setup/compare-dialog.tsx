import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import type { ComparisonScope } from '../../electron/ipc/comparison.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { cleanInitials } from '../shell/intended-use.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { AskStep, ComparedTable, DiffersStep } from './compare-steps.tsx'
import { type ComparisonControl, useComparison } from './use-comparison.ts'

/** Who compares is stored: initials are asked for where nobody has signed in. */
function SignInStep(): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const initials = cleanInitials(typed)
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    if (initials === '') return
    client.call('session.signIn', { initials }).catch((error: Error) => setProblem(error.message))
  }
  return (
    <form className="compare-ask" onSubmit={signIn}>
      <TextField
        label={words('start.initials')}
        help={words('start.unverified')}
        value={typed}
        onText={setTyped}
      />
      {problem !== null && <p role="alert">{problem}</p>}
      <div className="actions">
        <button type="submit" className="button primary" disabled={initials === ''}>
          {words('compare.signIn')}
        </button>
      </div>
    </form>
  )
}

/** All values agree: what that is to hold for, and who says so. */
function AgreesStep({
  bed,
  initials,
  onConfirm,
  onClose,
}: {
  readonly bed: BedView
  readonly initials: string
  readonly onConfirm: (scope: ComparisonScope) => void
  readonly onClose: () => void
}): ReactElement {
  const [scope, setScope] = useState<ComparisonScope>('bed')
  const name = useId()
  const choices = [
    { value: 'bed', text: words('compare.forBed', { bed: bed.label }) },
    { value: 'station', text: words('compare.forStation', { driver: bed.driver }) },
  ] as const
  return (
    <>
      <fieldset className="field">
        <legend>{words('compare.holdsFor')}</legend>
        {choices.map(({ value, text }) => (
          <label className="check" key={value}>
            <input type="radio" name={name} checked={scope === value} onChange={() => setScope(value)} />
            {text}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <button type="button" className="button" onClick={() => onConfirm(scope)}>
          {words('compare.confirm', { initials })}
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          {words('compare.leave')}
        </button>
      </div>
    </>
  )
}

function Step({
  bed,
  initials,
  control,
  onClose,
}: {
  readonly bed: BedView
  readonly initials: string
  readonly control: ComparisonControl
  readonly onClose: () => void
}): ReactElement {
  const { view } = control
  if (view === null) {
    return (
      <div className="actions">
        <button type="button" className="button primary" onClick={control.begin}>
          {words('compare.begin')}
        </button>
      </div>
    )
  }
  const { state } = view
  switch (state.phase) {
    case 'asking':
      return (
        <AskStep
          key={`${view.comparison} ${view.values.length} ${state.asked.key}`}
          asked={state.asked}
          noVerdict={state.noVerdict}
          view={view}
          onAnswer={control.answer}
        />
      )
    case 'waiting':
      return <p role="status">{words(state.cause === 'tooSoon' ? 'compare.tooSoon' : 'compare.noneNow')}</p>
    case 'differs':
      return <DiffersStep value={state.value} onAgain={control.begin} onClose={onClose} />
    case 'agrees':
      return (
        <AgreesStep
          bed={bed}
          initials={initials}
          onConfirm={(scope) => control.confirm(scope, onClose)}
          onClose={onClose}
        />
      )
  }
}

/**
 * Compares five values of a bed with the monitor's own screen. Stands below the banner and makes nothing else
 * inert: alarms stay seen, heard of and in reach while somebody types.
 */
export function CompareDialog({
  bed,
  device,
  onClose,
}: {
  /** As the device that is compared alone would be. */
  readonly bed: BedView
  /** Name of a further device; null: the monitor, or the only one. */
  readonly device: string | null
  readonly onClose: () => void
}): ReactElement {
  const { station } = useStation()
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const control = useComparison(bed.id, device)
  useEffect(() => dialog.current?.show(), [])
  const initials = station?.actor.initials ?? null
  const person = personText(bed.patient)
  return (
    <dialog
      ref={dialog}
      className="compare-dialog"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={title}>{words('compare.titleOf', { bed: bed.label })}</h2>
        {person !== '' && <span className="quiet">{person}</span>}
        <button type="button" className="button dense" onClick={onClose}>
          {words('compare.close')}
        </button>
      </div>
      <div className="panel-body">
        {control.view === null && <p>{words('compare.what', { driver: bed.driver })}</p>}
        {control.problem !== null && (
          <p className="field-problem" role="alert">
            {control.problem}
          </p>
        )}
        {initials === null ? (
          <SignInStep />
        ) : (
          <Step bed={bed} initials={initials} control={control} onClose={onClose} />
        )}
        <ComparedTable values={control.view?.values ?? []} />
      </div>
    </dialog>
  )
}
