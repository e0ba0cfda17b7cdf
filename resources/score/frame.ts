/** Counts and figures of one record, one set or all; percent where a figure is a share. */
export type Figures = Readonly<Record<string, number | null>>

/** Figures of one record. */
export type RecordFigures = Readonly<Record<string, number | string | null>> & {
  readonly set: string
  readonly id: string
}

/** What one task found, as `--json` prints it. */
export interface TaskResult {
  readonly task: string
  readonly set: Readonly<Record<string, Figures>>
  readonly pooled: Figures
  readonly records: readonly RecordFigures[]
  /** How the figures are meant: what was skipped, what was not answered, whose figures stand beside them. */
  readonly notes: readonly string[]
}

/** A task: scores the data sets in a folder; `missing` is told of each set, record or wave that the folder lacks. */
export type Task = (dataDir: string, missing: (set: string) => void) => TaskResult | null

const DIGITS = 3
const HUNDRED = 100

/** Rounds for print. */
export function rounded(value: number): number {
  return Number(value.toFixed(DIGITS))
}

/** Share in percent, null if there is nothing to divide by. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded((HUNDRED * part) / whole)
}

/** Sums the given keys over rows. */
export function summed<K extends string>(
  rows: readonly Readonly<Record<string, unknown>>[],
  keys: readonly K[],
): Record<K, number> {
  const sums = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
  for (const row of rows) for (const key of keys) sums[key] += Number(row[key] ?? 0)
  return sums
}

/** Pools rows by set and over all: in the sums, `figures` makes the shares. */
export function pooledBySet(
  task: string,
  records: readonly RecordFigures[],
  pool: (rows: readonly RecordFigures[]) => Figures,
  notes: readonly string[],
): TaskResult | null {
  if (records.length === 0) return null
  const sets = [...new Set(records.map(({ set }) => set))]
  const set = Object.fromEntries(sets.map((name) => [name, pool(records.filter((row) => row.set === name))]))
  return { task, set, pooled: pool(records), records, notes }
}
