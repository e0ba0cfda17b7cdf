import { BellOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { useNow } from '../shell/now.ts'
import { bareTime, type StatusLine } from './state-lines.ts'

/** States of a bed that have no line of their own, as marks with their timers. */
export function StateChips({
  states,
  small = false,
}: {
  readonly states: readonly StatusLine[]
  readonly small?: boolean
}): ReactElement {
  const { utcMs } = useNow()
  return (
    <>
      {states.map(({ kind, text, untilUtcMs }) => (
        <span className={`${small ? 'small-chip' : 'chip'} state-chip ${kind}`} key={kind} title={text}>
          <BellOff size={small ? 11 : 14} aria-label={text} />
          {untilUtcMs === null ? '' : bareTime(untilUtcMs, utcMs)}
        </span>
      ))}
    </>
  )
}
