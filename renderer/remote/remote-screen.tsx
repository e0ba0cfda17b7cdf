import { type ReactElement, useState } from 'react'
import type { RemotePatientView } from '../../electron/ipc/remote.ts'
import { useStation } from '../client/context.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { ConsentBox } from './consent-box.tsx'
import { DayView } from './day-view.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { FilePanel } from './file-panel.tsx'
import { HeldList } from './held-list.tsx'
import { implantLines } from './implant-words.ts'
import { contactText, personLine } from './remote-words.ts'
import { type Remote, useRemote } from './use-remote.ts'
import './remote.css'

/** Patients elsewhere: their readings by the day, and reports that nobody owns yet. Never live. */
export function RemoteScreen(): ReactElement {
  const remote = useRemote()
  const { station } = useStation()
  const { utcMs } = useNow()
  const [chosen, setChosen] = useState<number | null>(null)
  const [enrolling, setEnrolling] = useState(false)
  const patients = remote.list?.patients ?? []
  const patient = patients.find(({ seq }) => seq === chosen) ?? patients[0]
  const problem = station?.remote?.problem ?? ''
  return (
    <main className="remote">
      <div className="remote-column">
        <section className="panel" aria-label={words('remote.patients')}>
          <div className="panel-head">
            <h2>{words('remote.patients')}</h2>
            <button type="button" className="button dense" onClick={() => setEnrolling(true)}>
              {words('remote.add')}
            </button>
          </div>
          <div className="panel-body">
            {enrolling && (
              <EnrolForm
                act={remote.act}
                onDone={(seq) => {
                  setEnrolling(false)
                  if (seq !== null) setChosen(seq)
                }}
              />
            )}
            {patients.length === 0 && !enrolling && <p className="quiet">{words('remote.nobody')}</p>}
            <ul className="remote-list">
              {patients.map((one) => (
                <li key={one.seq}>
                  <button
                    type="button"
                    className="remote-person"
                    aria-pressed={one.seq === patient?.seq}
                    onClick={() => setChosen(one.seq)}
                  >
                    <b dir="auto">{one.name ?? one.patient.id}</b>
                    <small>
                      {one.isEnded ? words('remote.ended') : contactText(one.lastContactUtcMs, utcMs)}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </section>
        <HeldList
          held={remote.list?.held ?? []}
          patients={patients.filter(({ isEnded }) => !isEnded)}
          act={remote.act}
        />
        {station?.remote !== undefined && <FilePanel {...station.remote} />}
      </div>
      <div className="remote-main">
        <p className="notice-line">{words('remote.notLive')}</p>
        {(remote.problem !== null || problem !== '') && <p role="alert">{remote.problem ?? problem}</p>}
        {patient !== undefined && (
          <Patient key={patient.seq} patient={patient} nowUtcMs={utcMs} remote={remote} />
        )}
      </div>
    </main>
  )
}

function Patient({
  patient,
  nowUtcMs,
  remote,
}: {
  readonly patient: RemotePatientView
  readonly nowUtcMs: number
  readonly remote: Remote
}): ReactElement {
  const [problem, setProblem] = useState<string | null>(null)
  const { seq, isEnded } = patient
  const end = () =>
    void remote.act((client) => client.call('remote.end', { seq, isEnded: !isEnded })).then(setProblem)
  return (
    <section className="panel" aria-label={personLine(patient)}>
      <div className="panel-head">
        <h2 dir="auto">{personLine(patient)}</h2>
        <button type="button" className="button dense" onClick={end}>
          {words(isEnded ? 'remote.again' : 'remote.end')}
        </button>
      </div>
      <div className="panel-body">
        {problem !== null && <p role="alert">{problem}</p>}
        {isEnded && <p className="notice-line">{words('remote.ended')}</p>}
        {patient.consent !== null && <p>{contactText(patient.lastContactUtcMs, nowUtcMs)}</p>}
        {patient.implant !== null && (
          <p>
            <b>{words('implant.title')}</b>: {implantLines(patient.implant, nowUtcMs).join('; ')}
          </p>
        )}
        <ConsentBox patient={patient} act={remote.act} />
        <DayView patient={patient} nowUtcMs={nowUtcMs} asked={remote.asked} />
      </div>
    </section>
  )
}
