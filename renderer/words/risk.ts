import type { RiskMark } from '../../electron/ipc/alarms.ts'
import { clockTime } from './times.ts'
import { words } from './words.ts'

/** Why a patient is marked as high-risk, by whom and since when. */
export function riskText({ reason, by, sinceUtcMs }: RiskMark): string {
  return words('risk.marked', { reason, by: by ?? words('history.atStation'), time: clockTime(sinceUtcMs) })
}
