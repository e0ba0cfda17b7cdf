import { type FormEvent, type ReactElement, useState } from 'react'
import type { UsualView } from '../../electron/ipc/insight.ts'
import { typedDecimal } from '../../electron/ipc/typed-decimal.ts'
import type { BedView, PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { learntText, parameterName, setText } from './insight-text.ts'

interface Subject {
  readonly bed: string
  readonly patient: PatientView
  readonly usual: UsualView
}

/** Two numbers that a clinician says are usual; the engine refuses what cannot be. */
function RangeForm({ bed, patient, usual, onEnd }: Subject & { readonly onEnd: () => void }): ReactElement {
  const client = useClient()
  const [low, setLow] = useState('')
  const [high, setHigh] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { parameter } = usual
  const name = parameterName(parameter)
  const keep = (event: FormEvent): void => {
    event.preventDefault()
    const range = { low: typedDecimal(low), high: typedDecimal(high) }
    if (range.low === null || range.high === null) {
      setProblem(words('usual.needsNumbers'))
      return
    }
    const request = { bed, patient, parameter, low: range.low, high: range.high }
    client.call('insight.setUsual', request).then(onEnd, (error: Error) => setProblem(error.message))
  }
  const fields = [
    { label: words('usual.from', { name }), value: low, set: setLow },
    { label: words('usual.to', { name }), value: high, set: setHigh },
  ]
  return (
    <form className="usual-form" onSubmit={keep}>
      {fields.map(({ label, value, set }) => (
        <input
          key={label}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={({ target }) => {
            setProblem(null)
            set(target.value)
          }}
        />
      ))}
      <button type="submit" className="button dense">
        {words('usual.keep')}
      </button>
      <button type="button" className="button dense" onClick={onEnd}>
        {words('usual.cancel')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}

function Row({
  bed,
  patient,
  usual,
}: Omit<Subject, 'patient'> & { readonly patient: PatientView | null }): ReactElement {
  const client = useClient()
  const [isTyping, setTyping] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { parameter, set } = usual
  const name = parameterName(parameter)
  const takeBack = (): void => {
    if (patient === null) return
    client.call('insight.removeUsual', { bed, patient, parameter }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <li className="usual">
      <p>
        <b>{name}</b> {set === null ? words('usual.notSet') : setText(usual, set)}
      </p>
      <p className="quiet">{learntText(usual)}</p>
      {patient !== null && isTyping && (
        <RangeForm bed={bed} patient={patient} usual={usual} onEnd={() => setTyping(false)} />
      )}
      {patient !== null && !isTyping && (
        <p className="insight-answers">
          <button
            type="button"
            className="button dense"
            aria-label={words('usual.setFor', { name })}
            onClick={() => setTyping(true)}
          >
            {words('usual.set')}
          </button>
          {set !== null && (
            <button
              type="button"
              className="button dense"
              aria-label={words('usual.takeBackFor', { name })}
              onClick={takeBack}
            >
              {words('usual.takeBack')}
            </button>
          )}
        </p>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </li>
  )
}

/** What is usual for the patient of a bed: what a clinician set, with whom and when, beside what was learnt. */
export function UsualPanel({
  bed,
  usual,
}: {
  readonly bed: BedView
  readonly usual: readonly UsualView[]
}): ReactElement | null {
  if (usual.length === 0) return null
  // For nobody nothing is usual.
  const patient = bed.simulated ? null : bed.patient
  return (
    <details className="usual-panel">
      <summary>{words('usual.title')}</summary>
      <ul>
        {usual.map((one) => (
          <Row key={one.parameter} bed={bed.id} patient={patient} usual={one} />
        ))}
      </ul>
      <p className="quiet">{words(patient === null ? 'usual.needsPatient' : 'usual.meaning')}</p>
    </details>
  )
}
