import type { Task } from './frame.ts'
import { scoreAf } from './tasks/af.ts'
import { scoreAlarms } from './tasks/alarms.ts'
import { scoreHr } from './tasks/hr.ts'
import { scoreNews2 } from './tasks/news2.ts'
import { scorePulse } from './tasks/pulse.ts'
import { scoreQrs } from './tasks/qrs.ts'
import { scoreResp } from './tasks/resp.ts'
import { scoreRhythm } from './tasks/rhythm.ts'
import { scoreVf } from './tasks/vf.ts'

/** Every task by its name on the command line. */
export const TASKS: Readonly<Record<string, Task>> = {
  qrs: scoreQrs,
  hr: scoreHr,
  resp: scoreResp,
  pulse: scorePulse,
  af: scoreAf,
  vf: scoreVf,
  rhythm: scoreRhythm,
  alarms: scoreAlarms,
  news2: scoreNews2,
}
