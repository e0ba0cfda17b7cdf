import { type ReactElement, useState } from 'react'
import { useStation } from '../client/context.ts'
import { awaySentence } from '../words/away.ts'
import { words } from '../words/words.ts'
import { useNow } from './now.ts'

/** A restart of the engine alone is over before anyone could read of it; the ledger of each bed tells it. */
const SHORTEST_MS = 60_000
/** On a wall nobody presses a button. */
const SHOWN_FOR_MS = 3_600_000

/** Says after a start how long Vigil was away, on every screen, until it is read or an hour has passed. */
export function AwayStrip(): ReactElement | null {
  const { station } = useStation()
  const { utcMs } = useNow()
  const [readUtcMs, setReadUtcMs] = useState<number | null>(null)
  const away = station?.away ?? null
  if (away === null || away.toUtcMs === readUtcMs || away.toUtcMs - away.fromUtcMs < SHORTEST_MS) return null
  if (utcMs - away.toUtcMs > SHOWN_FOR_MS) return null
  return (
    <div className="away-strip" role="status">
      <span>{awaySentence(away)}</span>
      <button type="button" className="button dense" onClick={() => setReadUtcMs(away.toUtcMs)}>
        {words('away.read')}
      </button>
    </div>
  )
}
