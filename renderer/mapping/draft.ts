import { type MappedNumber, type MapRow, MOST_MAP_ROWS } from '../../electron/ipc/mapping.ts'
import { mapRowsSchema } from '../../electron/ipc/mapping-schema.ts'

const FILE_VERSION = 1

/** The row of a number for a destination (null: for all); one that changes nothing where the map has none. */
export function rowOf(rows: readonly MapRow[], id: string, destination: string | null): MapRow {
  const known = rows.find((row) => row.id === id && row.destination === destination)
  return known ?? { id, destination, isSent: true, code: null, unit: null }
}

/** Whether a row changes anything: one for a single destination does, since it stands in the place of that for all. */
function saysSomething({ destination, isSent, code, unit }: MapRow): boolean {
  return destination !== null || !isSent || code !== null || unit !== null
}

/** A map with this row in the place of the one for the same number and destination. */
export function withRow(rows: readonly MapRow[], row: MapRow): readonly MapRow[] {
  const others = withoutRow(rows, row)
  return saysSomething(row) ? [...others, row].sort(byName) : others
}

/** A map without the row for a number and destination. */
export function withoutRow(
  rows: readonly MapRow[],
  { id, destination }: Pick<MapRow, 'id' | 'destination'>,
): readonly MapRow[] {
  return rows.filter((row) => row.id !== id || row.destination !== destination)
}

function byName(a: MapRow, b: MapRow): number {
  const [one, other] = [a, b].map(({ id, destination }) => `${id} ${destination ?? ''}`) as [string, string]
  return one < other ? -1 : 1
}

/** Numbers whose name, id or code holds what was typed; those that the map changes first. */
export function found(
  numbers: readonly MappedNumber[],
  rows: readonly MapRow[],
  typed: string,
): readonly MappedNumber[] {
  const wanted = typed.trim().toLowerCase()
  const mapped = new Set(rows.map(({ id }) => id))
  const codes = (id: string) => rows.flatMap((row) => (row.id === id ? [row.code?.code, row.code?.name] : []))
  return numbers
    .filter(({ id, label, code, loinc }) =>
      [id, label, String(code ?? ''), loinc ?? '', ...codes(id)].some((text) =>
        text?.toLowerCase().includes(wanted),
      ),
    )
    .sort((a, b) => Number(mapped.has(b.id)) - Number(mapped.has(a.id)))
}

/** A map as the text of a file. */
export function fileText(rows: readonly MapRow[]): string {
  return `${JSON.stringify({ vigilMap: FILE_VERSION, rows }, null, 2)}\n`
}

/** The rows of such a file; null where it is none, or holds more than a map may. */
export function rowsOfFile(text: string): readonly MapRow[] | null {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || !('vigilMap' in read) || !('rows' in read)) return null
    if (read.vigilMap !== FILE_VERSION) return null
    const rows = mapRowsSchema.safeParse(read.rows)
    return rows.success && rows.data.length <= MOST_MAP_ROWS ? rows.data : null
  } catch {
    return null
  }
}
