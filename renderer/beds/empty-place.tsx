import type { ReactElement } from 'react'
import { words } from '../words/words.ts'

/** A place where no bed stands. It stays where it is until somebody puts a bed there. */
export function EmptyPlace({
  place,
  target,
}: {
  /** From 0. */
  readonly place: number
  /** A bed is being dragged over it. */
  readonly target: boolean
}): ReactElement {
  return (
    <div
      className={target ? 'place-empty drop-target' : 'place-empty'}
      data-place={place}
      tabIndex={-1}
      role="img"
      aria-label={words('place.emptyAt', { place: String(place + 1) })}
    >
      {words('place.empty')}
    </div>
  )
}
