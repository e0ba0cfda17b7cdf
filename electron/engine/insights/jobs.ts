import type { InsightCounts } from '../../ipc/insight.ts'
import type { StoreReader } from '../store/types.ts'
import { insightCounts } from './counts.ts'
import { type InsightPast, insightPast } from './past.ts'

/** What the reading worker does for hints. */
export const insightJobs = {
  insightPast: (reader: StoreReader, args: unknown): InsightPast => insightPast(reader, args),
  insightCounts: (reader: StoreReader, args: unknown): InsightCounts => insightCounts(reader, args),
}
