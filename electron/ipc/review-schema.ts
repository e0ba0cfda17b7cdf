import { z } from 'zod'

const DAY_MS = 86_400_000
const LONGEST_OVERVIEW_MS = 31 * DAY_MS
const LONGEST_ROWS_MS = DAY_MS / 24
const LONGEST_STRIP_MS = 120_000
const SHORTEST_ROW_MS = 1_000
const MOST_COLUMNS = 8_192

const bed = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const time = z.number().nonnegative()
const period = z.strictObject({ bed, fromUtcMs: time, toUtcMs: time })

interface Period {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

function isAtMost(mostMs: number): (period: Period) => boolean {
  return ({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs && toUtcMs - fromUtcMs <= mostMs
}

/** What the commands of the review screen may ask: a window cannot make the reader decode for minutes. */
export const reviewSchemas = {
  'review.overview': period.refine(isAtMost(LONGEST_OVERVIEW_MS), 'the period is empty or over 31 days'),
  'review.rows': period
    .extend({
      channel: z.int(),
      rowMs: z.int().min(SHORTEST_ROW_MS),
      columns: z.int().min(1).max(MOST_COLUMNS),
    })
    .refine(isAtMost(LONGEST_ROWS_MS), 'the period is empty or over an hour'),
  'review.strip': period.refine(isAtMost(LONGEST_STRIP_MS), 'the period is empty or over two minutes'),
  'review.moment': z.strictObject({ bed, atUtcMs: time }),
}
