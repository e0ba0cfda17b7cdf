import type { ReactElement } from 'react'
import { useStore } from '../client/store.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { useActions } from './actions-context.ts'
import { UNDO_FOR_MS } from './bed-actions.ts'

const SECOND_MS = 1_000

/** What was done, and the way back while there is one. Lies over the right of the status bar: no bed is covered. */
export function UndoBar(): ReactElement | null {
  const actions = useActions()
  const done = useStore(actions.done)
  const { utcMs } = useNow()
  // The page's clock moves twice a second; what has just been done is ahead of it.
  const leftMs = done === null ? 0 : UNDO_FOR_MS - Math.max(0, utcMs - done.atUtcMs)
  if (done === null || leftMs <= 0) return null
  return (
    <div className="undo-bar" role="status">
      <strong>{done.title}</strong>
      <span>{done.detail}</span>
      {done.undo !== undefined && (
        <button type="button" className="button dense" onClick={() => actions.undo()}>
          {words('act.undo', { seconds: String(Math.ceil(leftMs / SECOND_MS)) })}
        </button>
      )}
    </div>
  )
}
