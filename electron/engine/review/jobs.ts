import { reviewSchemas } from '../../ipc/review-schema.ts'
import type { StoreReader } from '../store/types.ts'
import { reviewMoment } from './moment.ts'
import { reviewOverview } from './overview.ts'
import { reviewRows, reviewStrip } from './waves.ts'

/** What the reading worker does for the review screen: requests of the contract in, plain data out. Throws ZodError for others. */
export const reviewJobs = {
  reviewOverview: (reader: StoreReader, args: unknown) =>
    reviewOverview(reader, reviewSchemas['review.overview'].parse(args)),
  reviewRows: (reader: StoreReader, args: unknown) =>
    reviewRows(reader, reviewSchemas['review.rows'].parse(args)),
  reviewStrip: (reader: StoreReader, args: unknown) =>
    reviewStrip(reader, reviewSchemas['review.strip'].parse(args)),
  reviewMoment: (reader: StoreReader, args: unknown) => {
    const { bed, atUtcMs } = reviewSchemas['review.moment'].parse(args)
    return reviewMoment(reader, bed, atUtcMs)
  },
}
