import { type FormEvent, type ReactElement, useState } from 'react'
import type { RemotePatientView } from '../../electron/ipc/remote.ts'
import { TextField } from '../parts/text-field.tsx'
import { moment } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { Remote } from './use-remote.ts'

/** That the patient agrees to be followed here, how they said so, and taking it back. */
export function ConsentBox({
  patient,
  act,
}: {
  readonly patient: RemotePatientView
  readonly act: Remote['act']
}): ReactElement {
  const [how, setHow] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { seq, consent, withheld } = patient
  const keep = (text: string | null) =>
    void act((client) => client.call('remote.consent', { seq, how: text })).then(setProblem)
  const give = (event: FormEvent) => {
    event.preventDefault()
    if (how.trim() === '') setProblem(words('remote.needsHow'))
    else keep(how.trim())
  }
  if (consent !== null) {
    const when = moment(consent.atUtcMs)
    return (
      <div className="remote-consent">
        <p className="quiet">{words('remote.consented', { how: consent.how, by: consent.by, when })}</p>
        <button type="button" className="button dense" onClick={() => keep(null)}>
          {words('remote.withdraw')}
        </button>
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    )
  }
  return (
    <form className="remote-form" onSubmit={give}>
      <p className="notice-line">{words('remote.noConsent', { count: String(withheld) })}</p>
      <TextField label={words('remote.how')} help={words('remote.howHelp')} value={how} onText={setHow} />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary">
          {words('remote.consent')}
        </button>
      </div>
    </form>
  )
}
