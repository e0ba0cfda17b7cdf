import { OctagonX } from 'lucide-react'
import type { ReactElement } from 'react'
import { isCuffInUse } from '../../drivers/model/act.ts'
import type { CuffView } from '../../electron/ipc/cuff.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { cuffText } from './cuff-text.ts'
import { useCuff } from './use-cuff.ts'

/** A cuff in use, and its bed. */
export interface CuffInUse {
  readonly view: BedView
  readonly cuff: CuffView
}

/** The first cuff in use of the beds, but of one that is open and has its own stop; null: there is none. */
export function cuffInUse(views: readonly BedView[], open: string | null): CuffInUse | null {
  for (const view of views) {
    const cuff = view.id === open ? undefined : view.cuffs?.find((one) => isCuffInUse(one))
    if (cuff !== undefined) return { view, cuff }
  }
  return null
}

/** The way to stop a cuff from every screen. */
export function CuffStrip({ view, cuff }: CuffInUse): ReactElement {
  const { stop, problem } = useCuff(view.id, cuff.device)
  return (
    <div className="strip" role="status">
      {view.simulated && <span className="cuff-simulated">{words('chip.simulated')}</span>}
      <span>
        <b dir="auto">{view.label}</b>: {cuffText(view, cuff, true)} {problem}
      </span>
      <button type="button" className="button cuff-stop" onClick={stop}>
        <OctagonX size={22} aria-hidden="true" />
        {words('cuff.stop')}
      </button>
    </div>
  )
}
