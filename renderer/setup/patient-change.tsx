import type { ReactElement } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { idEnding } from '../words/identifiers.ts'
import { words } from '../words/words.ts'

/** One patient follows another on a bed: says in words what that means; keeping is the main button. */
export function PatientChange({
  bed,
  from,
  to,
  onKeep,
  onChange,
}: {
  readonly bed: string
  readonly from: PatientView
  readonly to: PatientView
  readonly onKeep: () => void
  /** Told who leaves, as it was shown: the engine refuses if it is somebody else by now. */
  readonly onChange: (from: PatientView) => void
}): ReactElement {
  const endings = { from: idEnding(from.id), to: idEnding(to.id) }
  return (
    <div className="patient-change" role="alertdialog" aria-labelledby="patient-change-text">
      <p id="patient-change-text">{words('patient.change', { bed, ...endings, authority: to.authority })}</p>
      <div className="actions">
        <button type="button" className="button primary" onClick={onKeep}>
          {words('patient.changeKeep', endings)}
        </button>
        <button type="button" className="button" onClick={() => onChange(from)}>
          {words('patient.changeYes')}
        </button>
      </div>
    </div>
  )
}
