import type { Task } from './frame.ts'
import { scoreHr } from './tasks/hr.ts'
import { scoreQrs } from './tasks/qrs.ts'

/** Every task by its name on the command line. */
export const TASKS: Readonly<Record<string, Task>> = {
  qrs: scoreQrs,
  hr: scoreHr,
}
