import { type ReactElement, useState } from 'react'
import { isTemporary } from '../../electron/ipc/patient.ts'
import type { BedView, ProposalCheck, ProposalView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { idEnding } from '../words/identifiers.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { SaidFacts } from './said-facts.tsx'

const OBSTACLES = {
  lineLost: 'who.lineLost',
  badIdentifier: 'who.badIdentifier',
  noSecond: 'who.noSecond',
} as const

function isConfirmable(check: ProposalCheck): check is 'birthDate' | 'name' {
  return check === 'birthDate' || check === 'name'
}

/**
 * Whom the monitor of a bed names, and what a nurse says to that. Stands beside the screen and never over it; the
 * safe answer is the main button, and the other one needs two identifiers.
 */
export function IdentityPanel({
  bed,
  proposal,
  onClose,
}: {
  readonly bed: BedView
  readonly proposal: ProposalView
  readonly onClose: () => void
}): ReactElement {
  const client = useClient()
  const [problem, setProblem] = useState<string | null>(null)
  const { person } = proposal
  const { patient } = bed
  const settle = (answer: Promise<unknown>) =>
    void answer.then(onClose, (error: Error) => setProblem(error.message))
  const decline = () => settle(client.call('bed.declineProposal', { bed: bed.id, proposal: proposal.number }))
  const ending = patient === null ? null : idEnding(patient.id)
  const unknown = isTemporary(patient) ? personText(patient) : null
  return (
    <aside className="panel identity-panel" aria-labelledby="who-title">
      <div className="identity-body">
        <h2 id="who-title">{words('who.title', { bed: bed.label })}</h2>
        <p>
          {ending === null || patient === null
            ? words('who.nobody')
            : (unknown ?? words('patient.now', { ending, authority: patient.authority }))}
        </p>
        <h3>{words('who.said')}</h3>
        {person === null ? <p>{words('who.namesNobody')}</p> : <SaidFacts person={person} />}
        {ending !== null && person !== null && (
          <p>{unknown === null ? words('who.before', { ending }) : words('name.text', { who: unknown })}</p>
        )}
        {person !== null && !isConfirmable(person.check) && <p>{words(OBSTACLES[person.check])}</p>}
        {person !== null && isConfirmable(person.check) && (
          <ConfirmForm
            bed={bed}
            proposal={proposal}
            person={person}
            onDone={onClose}
            onProblem={setProblem}
          />
        )}
      </div>
      {/* Never scrolled away: what went wrong, and the safe answer. */}
      {problem !== null && (
        <p className="identity-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="button" className="button primary" onClick={decline}>
          {ending === null || unknown !== null ? words('who.decline') : words('who.keep', { ending })}
        </button>
        {person === null && (
          <button
            type="button"
            className="button"
            onClick={() => settle(client.call('bed.setPatient', { bed: bed.id, patient: null }))}
          >
            {words('patient.clear')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {words('who.later')}
        </button>
      </div>
    </aside>
  )
}
