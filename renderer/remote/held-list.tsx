import { type FormEvent, type ReactElement, useState } from 'react'
import type { HeldReportView, RemotePatientView } from '../../electron/ipc/remote.ts'
import { Field } from '../parts/field.tsx'
import { NOTHING_TYPED, TwoIdentifiers } from '../patients/two-identifiers.tsx'
import { calendarDate, clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { CAUSE_WORDS, personLine, SOURCE_WORDS } from './remote-words.ts'
import type { Remote } from './use-remote.ts'

/** Reports that belong to nobody who is followed, until somebody says whose they are or that they are nobody's here. */
export function HeldList({
  held,
  patients,
  act,
}: {
  readonly held: readonly HeldReportView[]
  readonly patients: readonly RemotePatientView[]
  readonly act: Remote['act']
}): ReactElement {
  const [problem, setProblem] = useState<string | null>(null)
  const [assigning, setAssigning] = useState<number | null>(null)
  const refuse = (report: number, isRefused: boolean) =>
    void act((client) => client.call('remote.refuse', { report, isRefused })).then(setProblem)
  return (
    <section className="panel" aria-label={words('remote.held')}>
      <div className="panel-head">
        <h2>{words('remote.held')}</h2>
      </div>
      <div className="panel-body">
        {held.length === 0 && <p className="quiet">{words('remote.noneHeld')}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        {held.map((report) => (
          <section key={report.seq} className="remote-held" aria-label={personLine(report)}>
            <b dir="auto">{personLine(report)}</b>
            <p className="quiet">
              {words(SOURCE_WORDS[report.source])}, {calendarDate(report.receivedUtcMs)},{' '}
              {clockTime(report.receivedUtcMs)},{' '}
              {report.isImplant && report.readings === 0
                ? words('remote.implantReport')
                : words('remote.readings', { count: String(report.readings) })}
            </p>
            <p>{words(report.isRefused ? 'remote.refused' : CAUSE_WORDS[report.cause])}</p>
            {assigning === report.seq && (
              <AssignForm
                report={report.seq}
                patients={patients}
                act={act}
                onDone={() => setAssigning(null)}
              />
            )}
            <div className="actions">
              {!report.isRefused && assigning !== report.seq && patients.length > 0 && (
                <button type="button" className="button dense" onClick={() => setAssigning(report.seq)}>
                  {words('remote.assign')}
                </button>
              )}
              <button
                type="button"
                className="button dense"
                onClick={() => refuse(report.seq, !report.isRefused)}
              >
                {words(report.isRefused ? 'setup.undo' : 'remote.refuse')}
              </button>
            </div>
          </section>
        ))}
      </div>
    </section>
  )
}

function AssignForm({
  report,
  patients,
  act,
  onDone,
}: {
  readonly report: number
  readonly patients: readonly RemotePatientView[]
  readonly act: Remote['act']
  readonly onDone: () => void
}): ReactElement {
  const [chosen, setChosen] = useState(patients[0]?.seq ?? 0)
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const [problem, setProblem] = useState<string | null>(null)
  const patient = patients.find(({ seq }) => seq === chosen)
  const assign = async (event: FormEvent) => {
    event.preventDefault()
    const asked = { report, seq: chosen, id: typed.id.trim(), second: typed.second.trim() }
    if (asked.id === '' || asked.second === '') return setProblem(words('who.needsAll'))
    const why = await act((client) => client.call('remote.assign', asked))
    setProblem(why)
    if (why === null) onDone()
  }
  return (
    <form className="remote-form" onSubmit={(event) => void assign(event)}>
      <Field label={words('remote.whose')}>
        {(field) => (
          <select {...field} value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
            {patients.map((one) => (
              <option key={one.seq} value={one.seq}>
                {one.name ?? one.patient.id}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TwoIdentifiers
        second={patient?.birthDate == null ? 'name' : 'birthDate'}
        wristband="remote.compare"
        typed={typed}
        onTyped={setTyped}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary">
          {words('remote.give')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words('remote.cancel')}
        </button>
      </div>
    </form>
  )
}
