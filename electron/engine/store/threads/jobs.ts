import { alarmJobs } from '../../alarms/jobs.ts'
import { exportJobs } from '../../export/jobs.ts'
import { insightJobs } from '../../insights/jobs.ts'
import { reviewJobs } from '../../review/jobs.ts'
import { verifyConnection } from '../check/verify.ts'
import type { Connection } from '../file/database.ts'
import type { StoreReader, VerifyReport } from '../types.ts'

/** What a job may use besides its reader. */
export interface JobContext {
  readonly connection: Connection
}

/**
 * Long reading work by name, run on the reading worker so that it never delays
 * recording. Arguments and result cross a thread: plain data only. A job checks
 * its own arguments. To add one: write the function, add its line.
 */
export const jobs = {
  ...exportJobs,
  ...reviewJobs,
  ...alarmJobs,
  ...insightJobs,
  verify: (_reader: StoreReader, _args: unknown, context: JobContext): VerifyReport =>
    verifyConnection(context.connection),
} satisfies Record<string, (reader: StoreReader, args: unknown, context: JobContext) => unknown>

export type JobName = keyof typeof jobs
/** What a job answers. */
export type JobResult<Name extends JobName> = ReturnType<(typeof jobs)[Name]>

/** Whether `name` is a job. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobs, name)
}
