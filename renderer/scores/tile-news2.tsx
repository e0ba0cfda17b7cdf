import type { ReactElement } from 'react'
import type { TileScore } from './score-text.ts'

/** NEWS2 or PEWS at the end of a tile's header, with how old its oldest input is; nothing where none is given. */
export function TileNews2({
  score,
  small = false,
}: {
  readonly score: TileScore | null
  /** Without the time: a tile of 32 has no room for it beside an alarm. */
  readonly small?: boolean
}): ReactElement | null {
  if (score === null) return null
  return (
    <span className={small ? 'tile-news2 small-news2' : 'tile-news2'} title={score.sentence}>
      <span className="news2-name">
        {score.name}
        {!small && score.since !== '' && <small>{score.since}</small>}
      </span>
      <b>{score.total}</b>
    </span>
  )
}
