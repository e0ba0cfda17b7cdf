import { alarmSchemas } from '../../ipc/alarm-schema.ts'
import type { StoreReader } from '../store/types.ts'
import { alarmLoad } from './load.ts'
import { whatIf } from './what-if.ts'

/** What the reading worker does about alarms: requests of the contract in, plain data out. Throws ZodError for others. */
export const alarmJobs = {
  alarmLoad: (reader: StoreReader, args: unknown) => {
    const { bed, ...period } = alarmSchemas['alarm.load'].parse(args)
    return alarmLoad(reader, bed, period)
  },
  whatIf: (reader: StoreReader, args: unknown) => whatIf(reader, alarmSchemas['alarm.whatIf'].parse(args)),
}
