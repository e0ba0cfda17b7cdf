import {
  type MapRow,
  type MapTable,
  type MapTableProblem,
  MOST_MAP_ROWS,
} from '../../electron/ipc/mapping.ts'
import { words } from '../words/words.ts'
import { rowsOfFile } from './draft.ts'

/** The rows of a file that somebody chose, or in one sentence why it has none. */
export type FileRows =
  | { readonly rows: readonly MapRow[]; readonly why: null }
  | { readonly rows: null; readonly why: string }

/** Reads a map: a table by the end of its name, else the file that Set-up saves. */
export async function rowsIn(
  name: string,
  text: string,
  readTable: (text: string) => Promise<MapTable>,
): Promise<FileRows> {
  if (!/\.csv$/i.test(name)) {
    const rows = rowsOfFile(text)
    return rows === null ? { rows, why: words('map.noFile', { name }) } : { rows, why: null }
  }
  const { rows, problem } = await readTable(text)
  return problem === null ? { rows, why: null } : { rows: null, why: problemText(name, problem) }
}

function problemText(name: string, problem: MapTableProblem): string {
  switch (problem.kind) {
    case 'column':
      return words('map.csvColumn', { name, column: problem.column })
    case 'torn':
      return words('map.csvTorn', { name, row: String(problem.row) })
    case 'value': {
      const { row, column, value } = problem
      return words('map.csvValue', { name, row: String(row), column, value })
    }
    case 'many':
      return words('map.csvMany', { name, most: String(MOST_MAP_ROWS) })
    case 'letters':
      return words('map.csvLetters', { name })
  }
}
