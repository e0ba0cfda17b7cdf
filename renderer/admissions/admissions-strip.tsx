import type { ReactElement } from 'react'
import type { AdmissionsView } from '../../electron/ipc/admissions.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'

/** That messages about patients wait, or cannot come: until they are dealt with. */
export function AdmissionsStrip({ open, problem }: AdmissionsView): ReactElement {
  const { go } = usePlace()
  const sentence =
    open === 0
      ? words('admissions.closed', { why: problem })
      : words('admissions.wait', { number: String(open) })
  return (
    <div className="strip" role="status">
      <span>{sentence}</span>
      {open > 0 && (
        <button type="button" className="button dense" onClick={() => go({ dialog: 'admissions' })}>
          {words('admissions.look')}
        </button>
      )}
    </div>
  )
}
