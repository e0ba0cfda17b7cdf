import type { EntryKind, EntryView } from '../../ipc/entry.ts'

/** The latest valid entry of each kind, by when it was seen, then by when it was entered. */
export function latestOfEach(rows: readonly EntryView[]): EntryView[] {
  const latest = new Map<EntryKind, EntryView>()
  for (const row of rows) {
    if (row.state !== 'valid') continue
    const known = latest.get(row.kind)
    const isLater =
      known === undefined ||
      row.atUtcMs > known.atUtcMs ||
      (row.atUtcMs === known.atUtcMs && row.writtenUtcMs >= known.writtenUtcMs)
    if (isLater) latest.set(row.kind, row)
  }
  return [...latest.values()].map(
    ({ id, kind, value, unit, atUtcMs, writtenUtcMs, author, corrects, state }) => ({
      id,
      kind,
      value,
      unit,
      atUtcMs,
      writtenUtcMs,
      author,
      corrects,
      state,
    }),
  )
}
