import type { RiskMark } from '../../electron/ipc/alarms.ts'
import { clockTime } from './times.ts'
import { ownDirection, words } from './words.ts'

/** Why a patient is marked as high-risk, by whom and since when. */
export function riskText({ reason, by, sinceUtcMs }: RiskMark): string {
  return words('risk.marked', {
    reason: ownDirection(reason),
    by: by === null ? words('history.atStation') : ownDirection(by),
    time: clockTime(sinceUtcMs),
  })
}
