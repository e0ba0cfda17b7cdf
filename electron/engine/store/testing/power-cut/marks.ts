import type { DiskOp } from './disk-log.ts'

/** Written by the child into the data folder, so that it stands in the log at its place. */
export const MARKS_FILE = 'marks'

/** What the child had made, and what the store had confirmed, at some place in the log. */
export interface Mark {
  readonly madeMs: number
  readonly confirmedMs: number
  readonly alarms: number
  readonly auditRows: number
  readonly utcMs: number
}

/** The last mark before `ops[cut]`; null before the first one. */
export function markAt(ops: readonly DiskOp[], cut: number): Mark | null {
  const marks = ops.find((op) => op.kind === 'create' && op.name === MARKS_FILE)
  const file = marks?.kind === 'create' ? marks.file : null
  const last = ops.slice(0, cut).findLast((op) => op.kind === 'write' && op.file === file)
  if (last?.kind !== 'write') return null
  const [madeMs = 0, confirmedMs = 0, alarms = 0, auditRows = 0, utcMs = 0] = last.bytes
    .toString('utf8')
    .split(' ')
    .map(Number)
  return { madeMs, confirmedMs, alarms, auditRows, utcMs }
}
