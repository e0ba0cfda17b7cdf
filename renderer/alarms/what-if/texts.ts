import type { LimitSide } from '../../../electron/ipc/alarms.ts'
import { words } from '../../words/words.ts'

/** `SpO2 low`; words of a monitor stay as they came. */
export function limitText({
  label,
  side,
  isExtreme,
}: {
  readonly label: string
  readonly side: LimitSide | null
  readonly isExtreme: boolean
}): string {
  if (side === null) return label
  const what = words(side === 'low' ? 'whatIf.low' : 'whatIf.high', { what: label })
  return isExtreme ? words('whatIf.extreme', { what }) : what
}
