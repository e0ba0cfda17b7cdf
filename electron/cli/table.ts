/**
 * Rows of text as aligned columns for people, two spaces apart, nothing after the last
 * column. `right` names the columns (by index) whose cells stand at the right.
 */
export function alignColumns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padCell(cell, widths[column] ?? 0, right.includes(column)))
      .join('  ')
      .trimEnd(),
  )
  return lines.map((line) => `${line}\n`).join('')
}

/** One cell padded to a width, at the left or the right. */
export function padCell(cell: string, width: number, right = false): string {
  return right ? cell.padStart(width) : cell.padEnd(width)
}
