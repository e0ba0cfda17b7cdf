import { Watch } from 'lucide-react'
import type { ReactElement } from 'react'
import { words } from '../words/words.ts'

/** Says that the device of a bed is a wearable; without the word where that stands in the place of the wave. */
export function WornChip({
  isSmall = false,
  isBare = false,
}: {
  readonly isSmall?: boolean
  readonly isBare?: boolean
}): ReactElement {
  const word = words('chip.wearable')
  return (
    <span className={isSmall ? 'small-chip worn-chip' : 'chip worn-chip'} title={word}>
      <Watch size={isSmall ? 11 : 14} aria-label={isBare ? word : undefined} aria-hidden={!isBare} />
      {!isBare && word}
    </span>
  )
}
