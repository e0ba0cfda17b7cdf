import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, Stethoscope } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { LineTestView } from '../../electron/ipc/line-test.ts'
import type { OptionField } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { BED_FORM } from './bed-form.tsx'
import { adviceOf } from './doctor-advice.ts'
import { DoctorBytes } from './doctor-bytes.tsx'
import { DoctorCharts } from './doctor-charts.tsx'
import { DoctorSaving } from './doctor-saving.tsx'
import { doctorSteps, type StepState } from './doctor-steps.ts'
import { DoctorValues } from './doctor-values.tsx'
import { DoctorWave } from './doctor-wave.tsx'
import type { LineDraft } from './line-draft.ts'
import { optionSentence, optionsOf } from './option-values.ts'
import { useWatchedRun } from './use-watched-run.ts'

const ICONS: Readonly<Record<StepState, typeof CircleCheck>> = {
  done: CircleCheck,
  now: LoaderCircle,
  failed: CircleAlert,
  waits: CircleDashed,
}

/** What a test has found: advice first, then the steps, charts and bytes, beside them what was decoded. */
export function Findings({
  view,
  isBound,
}: {
  readonly view: LineTestView
  readonly isBound: boolean
}): ReactElement {
  const { sentence, meaning, steps } = adviceOf(view)
  const decoded = view.values.length + view.waves.length > 0
  return (
    <div className={decoded ? 'doctor-findings with-values' : 'doctor-findings'}>
      <div className="doctor-check">
        <div className="doctor-advice" aria-live="polite">
          <p className="check-sentence">
            {sentence} {view.simulated && <span className="chip">{words('chip.simulated')}</span>}
          </p>
          {meaning !== '' && <p className="quiet">{meaning}</p>}
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
        <ul className="doctor-steps">
          {doctorSteps(view, isBound).map(({ name, state, note, figure }) => {
            const Icon = ICONS[state]
            return (
              <li key={name} data-state={state}>
                <Icon size={17} aria-hidden="true" />
                <b>{name}</b>
                <span>{note}</span>
                <span className="figure">{figure}</span>
              </li>
            )
          })}
        </ul>
        {!isBound && decoded && (
          <button type="submit" form={BED_FORM} className="button primary doctor-save">
            {words('doctor.save')}
          </button>
        )}
        <DoctorSaving key={view.run} view={view} isBound={isBound} />
        <DoctorCharts view={view} />
        {view.pieces.length > 0 && <DoctorBytes pieces={view.pieces} />}
      </div>
      {decoded && (
        <div className="doctor-decoded">
          {view.waves.map((wave) => (
            <DoctorWave key={wave.key} wave={wave} simulated={view.simulated} />
          ))}
          {view.values.length > 0 && <DoctorValues values={view.values} />}
        </div>
      )}
    </div>
  )
}

/** Keeps the driver from writing to the line, for a monitor that another system already asks. */
function ListenOnly({
  isOn,
  onChange,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}): ReactElement {
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
        {words('doctor.listenOnly')}
      </label>
      <p className="quiet">{words('doctor.listenOnlyScope')}</p>
    </>
  )
}

/** Tests the line of a draft with its driver, before it goes to a bed. Nothing is stored. */
export function LineDoctor({
  draft,
  fields,
  writes,
  listenOnly,
  onListenOnly,
  isBound,
}: {
  readonly draft: LineDraft
  /** The options of the draft's driver. */
  readonly fields: readonly OptionField[]
  /** Whether the draft's driver may write to a line. */
  readonly writes: boolean
  /** Kept by the screen: another line or driver must not begin to write by itself. */
  readonly listenOnly: boolean
  readonly onListenOnly: (listenOnly: boolean) => void
  /** Whether a bed has this line. */
  readonly isBound: boolean
}): ReactElement {
  const { driver, link } = draft
  const client = useClient()
  const calls = useMemo(
    () => ({
      look: (run: number) => client.call('lineTest.state', { run }),
      stop: (run: number) => client.call('lineTest.stop', { run }),
    }),
    [client],
  )
  const { view, problem, follow, refuse, stop } = useWatchedRun<LineTestView>(calls)
  const [isBeginning, setIsBeginning] = useState(false)
  const isRunning = view?.state === 'running'
  const start = (isListening: boolean) => {
    const typed = optionsOf(fields, draft.options, draft.typed)
    if ('problem' in typed) return refuse(optionSentence(typed, fields))
    const { options } = typed
    setIsBeginning(true)
    const begun = client.call('lineTest.start', {
      driver,
      link: link.trim(),
      options,
      listenOnly: isListening,
    })
    follow(begun.finally(() => setIsBeginning(false)))
  }
  const listen = (isListening: boolean) => {
    onListenOnly(isListening)
    // The switch and the test never say two things: one that runs, or is about to, starts again.
    if (isRunning || isBeginning) start(isListening)
  }
  return (
    <section className="panel doctor" aria-label={words('check.title')}>
      <div className="panel-head">
        <h2>{words('check.title')}</h2>
        {isRunning ? (
          <button type="button" className="button dense" onClick={stop}>
            {words('doctor.stop')}
          </button>
        ) : (
          <button
            type="button"
            className="button dense"
            disabled={driver === '' || link.trim() === ''}
            onClick={() => start(listenOnly)}
          >
            <Stethoscope size={15} aria-hidden="true" />
            {words(view === null ? 'check.start' : 'doctor.again')}
          </button>
        )}
      </div>
      <div className="panel-body">
        {writes && <ListenOnly isOn={listenOnly} onChange={listen} />}
        {view === null && problem === null && <p className="quiet">{words('check.none')}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        {view !== null && <Findings view={view} isBound={isBound} />}
      </div>
    </section>
  )
}
