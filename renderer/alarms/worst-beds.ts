import type { BedView } from '../../electron/ipc/views.ts'
import { compareAlarms, sortAlarms } from '../beds/alarms.ts'
import { unacknowledged } from './bed-actions.ts'

/** Order of beds by the worst alarm that nobody has seen to; beds without one last, in the order they stand in. */
export function compareBeds(left: BedView, right: BedView): number {
  const [one] = sortAlarms(unacknowledged(left))
  const [other] = sortAlarms(unacknowledged(right))
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return compareAlarms(one, other)
}
