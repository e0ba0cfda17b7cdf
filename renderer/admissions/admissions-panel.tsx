import { type ReactElement, useState } from 'react'
import type { AdmissionView } from '../../electron/ipc/admissions.ts'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { AdmissionForm } from './admission-form.tsx'
import { changeText, effectText, remarksOf, whenText, whoText } from './admission-words.ts'
import { useAdmissions } from './use-admissions.ts'

/**
 * What the hospital's system says of patients of this ward, and what would change by it. Nothing does until somebody has
 * compared two identifiers. Stands beside the screen, never over it.
 */
export function AdmissionsPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const client = useClient()
  const { beds, station } = useStation()
  const { proposals, readAgain } = useAdmissions()
  const [chosen, setChosen] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const labelOf = (bed: string) => beds.find(({ view }) => view.id === bed)?.view.label ?? bed
  const done = () => {
    setChosen(null)
    setProblem(null)
    readAgain()
  }
  const dismiss = ({ seq }: AdmissionView) =>
    void client.call('admission.dismiss', { seq }).then(done, (error: Error) => setProblem(error.message))
  const closed = station?.admissions?.problem ?? ''
  return (
    <aside className="panel identity-panel" aria-labelledby="admissions-title">
      <div className="identity-body">
        <h2 id="admissions-title">{words('admissions.title')}</h2>
        {closed !== '' && <p>{words('admissions.closed', { why: closed })}</p>}
        {proposals?.length === 0 && <p>{words('admissions.none')}</p>}
        {proposals?.map((proposal) => (
          <section key={proposal.seq} className="admission confirm-form" aria-label={whoText(proposal)}>
            <h3 dir="auto">{whoText(proposal)}</h3>
            <p>{effectText(proposal, labelOf)}</p>
            {proposal.changes.map((change) => (
              <p key={change.what} dir="auto">
                {changeText(change)}
              </p>
            ))}
            <p className="quiet">{whenText(proposal)}</p>
            {remarksOf(proposal, labelOf).map((remark) => (
              <p key={remark}>{remark}</p>
            ))}
            {chosen === proposal.seq && proposal.obstacle === null && (
              <AdmissionForm proposal={proposal} onDone={done} onProblem={setProblem} />
            )}
            <div className="actions">
              {chosen !== proposal.seq && proposal.obstacle === null && (
                <button type="button" className="button" onClick={() => setChosen(proposal.seq)}>
                  {words('admissions.compare')}
                </button>
              )}
              <button type="button" className="button" onClick={() => dismiss(proposal)}>
                {words('admissions.dismiss')}
              </button>
            </div>
          </section>
        ))}
      </div>
      {problem !== null && (
        <p className="identity-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words(proposals?.length === 0 ? 'patients.close' : 'who.later')}
        </button>
      </div>
    </aside>
  )
}
